package org.herald.session;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.herald.broker.MessageQuota;
import org.herald.hub.UserId;
import org.herald.limits.LimitSettings;
import org.herald.limits.RateLimit;

/** How much clients may do: per user over all nodes, and per connection. Safe for use by any thread. */
public final class Rates {

    private final LimitSettings.Rates settings;
    private final MessageQuota messages;
    private final LongSupplier ticker;

    /** @param ticker nanoseconds that only grow */
    public Rates(LimitSettings.Rates settings, MessageQuota messages, LongSupplier ticker) {
        this.settings = settings;
        this.messages = messages;
        this.ticker = ticker;
    }

    /**
     * Counts a message that a user wants to publish, by whatever door; it must not be published before this has completed
     * with zero.
     *
     * @return zero when it may be published; otherwise how long to wait ({@code retryAfterMs}); fails with {@link
     *     org.herald.hub.Refused} of {@code unavailable}
     */
    public CompletionStage<Duration> tryMessage(UserId user) {
        return tryMessage(user, 1);
    }

    /** @param expected see {@link MessageQuota#take} */
    CompletionStage<Duration> tryMessage(UserId user, int expected) {
        return messages.take(user, settings.messages(), expected);
    }

    /** For a new connection. */
    Guard guard() {
        return new Guard(this, new RateLimit(settings.volatiles(), ticker), new RateLimit(settings.requests(), ticker));
    }
}
