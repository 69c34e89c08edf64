package org.herald.broker.local;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.herald.hub.ErrorCode;
import org.herald.hub.Refused;

/** The time from start to close: before and after it, every request is refused. */
final class Lifetime {

    private volatile boolean on;

    void begin() {
        on = true;
    }

    void end() {
        on = false;
    }

    boolean isOn() {
        return on;
    }

    /** Does {@code work} now and wraps up what came of it; its refusals become those of the answer. */
    <T> CompletionStage<T> answer(Supplier<T> work) {
        if (!on) {
            return CompletableFuture.failedFuture(refusal());
        }
        try {
            return CompletableFuture.completedFuture(work.get());
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** The same, for work that has no result. */
    CompletionStage<Void> carryOut(Runnable work) {
        return answer(() -> {
            work.run();
            return null;
        });
    }

    static Refused refusal() {
        return Refused.because(ErrorCode.UNAVAILABLE, "the server is not running");
    }
}
