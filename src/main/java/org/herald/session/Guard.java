package org.herald.session;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.herald.hub.CloseCode;
import org.herald.hub.Refused;
import org.herald.hub.UserId;
import org.herald.limits.RateLimit;
import org.herald.protocol.Command;
import org.herald.protocol.Request;

/**
 * Holds one connection to its rates, and tells when it has ignored them, or sent broken frames, for too long. Admits one
 * request at a time; what may be called by any thread says so.
 */
final class Guard {

    private final Rates rates;
    private final RateLimit volatiles;
    private final RateLimit requests;
    private final Strikes strikes = new Strikes();

    /** Messages that have come and are not admitted yet. */
    private final AtomicInteger coming = new AtomicInteger();

    private CloseCode verdict;

    /**
     * @param rates of users
     * @param volatiles of this connection
     * @param requests of this connection
     */
    Guard(Rates rates, RateLimit volatiles, RateLimit requests) {
        this.rates = rates;
        this.volatiles = volatiles;
        this.requests = requests;
    }

    /** A request has come, and waits for {@link #admit}. From any thread. */
    void expect(Request request) {
        if (request.kind() == Command.Kind.MESSAGE) {
            coming.incrementAndGet();
        }
    }

    /** An expected request will not be admitted. From any thread. */
    void forget(Request request) {
        if (request.kind() == Command.Kind.MESSAGE) {
            coming.decrementAndGet();
        }
    }

    /**
     * The command of an expected request, if it may be carried out now.
     *
     * @return fails with {@link Refused}: {@code rate_limited}, why there is no command in it, or {@code unavailable}
     */
    CompletionStage<Command> admit(Request request, UserId user) {
        verdict = null;
        return switch (request.kind()) {
            case MESSAGE ->
                rates.tryMessage(user, Math.max(1, coming.getAndDecrement())).thenApply(wait -> admit(request, wait));
            case VOLATILE -> admitNow(request, volatiles.tryTake());
            case REQUEST -> admitNow(request, requests.tryTake());
        };
    }

    /** How the connection has to end after what was last admitted, if it has. */
    Optional<CloseCode> verdict() {
        return Optional.ofNullable(verdict);
    }

    private CompletionStage<Command> admitNow(Request request, Duration wait) {
        try {
            return CompletableFuture.completedFuture(admit(request, wait));
        } catch (Refused refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    private Command admit(Request request, Duration wait) {
        requireRate(request.kind(), wait);
        try {
            Command command = request.command();
            strikes.soundFrame();
            return command;
        } catch (Refused refused) {
            if (!refused.code().brokenFrame()) {
                strikes.soundFrame();
            } else if (strikes.brokenFrame()) {
                verdict = CloseCode.POLICY;
            }
            throw refused;
        }
    }

    private void requireRate(Command.Kind kind, Duration wait) {
        if (wait.isZero()) {
            strikes.withinRate(kind);
            return;
        }
        if (strikes.overRate(kind)) {
            verdict = CloseCode.RATE_LIMIT_IGNORED;
        }
        throw Refused.rateLimited("too many requests of this kind", wait);
    }
}
