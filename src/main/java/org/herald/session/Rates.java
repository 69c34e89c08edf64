package org.herald.session;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.herald.broker.MessageQuota;
import org.herald.hub.Limit;
import org.herald.hub.Refused;
import org.herald.hub.UserId;
import org.herald.limits.KeyedRates;
import org.herald.limits.LimitSettings;
import org.herald.limits.RateLimit;
import org.herald.protocol.Command;

/** How much clients may do: per user over all nodes, and per connection. Safe for use by any thread. */
public final class Rates {

    /** How many users are told apart at a time; see {@link KeyedRates} for more. */
    private static final int MAX_USERS = 1_000_000;

    private final LimitSettings.Rates settings;
    private final MessageQuota messages;
    private final KeyedRates<UserId> volatiles;
    private final KeyedRates<UserId> requests;
    private final LongSupplier ticker;

    /** @param ticker nanoseconds that only grow */
    public Rates(LimitSettings.Rates settings, MessageQuota messages, LongSupplier ticker) {
        this.settings = settings;
        this.messages = messages;
        this.volatiles = new KeyedRates<>(settings.volatiles(), ticker, MAX_USERS);
        this.requests = new KeyedRates<>(settings.requests(), ticker, MAX_USERS);
        this.ticker = ticker;
    }

    /**
     * Counts a message that a user wants to publish, by whatever door; it must not be published before this has completed
     * with zero.
     *
     * @param expected see {@link MessageQuota#take}
     * @return zero when it may be published; otherwise how long to wait ({@code retryAfterMs}); fails with {@link Refused}
     *     of {@code unavailable}
     */
    CompletionStage<Duration> tryMessage(UserId user, int expected) {
        return messages.take(user, settings.messages(), expected);
    }

    /** For a new connection. */
    Guard guard() {
        return new Guard(this, new RateLimit(settings.volatiles(), ticker), new RateLimit(settings.requests(), ticker));
    }

    /**
     * Counts a request of a user who has no connection to be counted by.
     *
     * @return fails with {@link Refused}: {@code rate_limited}, or {@code unavailable}
     */
    CompletionStage<Void> require(Command.Kind kind, UserId user) {
        CompletionStage<Duration> asked = switch (kind) {
            case MESSAGE -> tryMessage(user, 1);
            case VOLATILE -> CompletableFuture.completedFuture(volatiles.tryTake(user));
            case REQUEST -> CompletableFuture.completedFuture(requests.tryTake(user));
        };
        return asked.thenAccept(Rates::requireNoWait);
    }

    /**
     * The same for one that is neither a message nor volatile, and costs as much as several.
     *
     * @throws Refused {@code rate_limited}
     */
    void requireRequests(UserId user, int count) {
        requireNoWait(requests.tryTake(user, count));
    }

    /** What somebody has reached who is told {@code rate_limited} for a request of this kind. */
    static Limit limit(Command.Kind kind) {
        return switch (kind) {
            case MESSAGE -> Limit.MESSAGES;
            case VOLATILE -> Limit.VOLATILE;
            case REQUEST -> Limit.REQUESTS;
        };
    }

    /** Forgets users whose rate is unused by now. */
    void sweep() {
        volatiles.sweep();
        requests.sweep();
    }

    private static void requireNoWait(Duration wait) {
        if (!wait.isZero()) {
            throw Refused.rateLimited("too many requests of this kind", wait);
        }
    }
}
