package org.herald.broker.redis;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.herald.hub.Timers;

/** Has a look when told to, again soon where that failed, and once a minute. Safe for use by any thread. */
final class Lookout {

    private static final Duration TURN = Duration.ofSeconds(1);
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final Timers timers;
    private final LongSupplier ticker;
    private final Supplier<CompletionStage<Void>> look;
    private final CompletableFuture<Void> first = new CompletableFuture<>();

    /** When the next one is due, by the ticker. */
    private volatile long due;

    private volatile boolean closed;

    Lookout(Timers timers, LongSupplier ticker, Supplier<CompletionStage<Void>> look) {
        this.timers = timers;
        this.ticker = ticker;
        this.look = look;
    }

    void start() {
        due = ticker.getAsLong() + MINUTE;
        turn();
    }

    void close() {
        closed = true;
    }

    /** Completes with the first look that succeeded. */
    CompletionStage<Void> first() {
        return first;
    }

    void now() {
        due = ticker.getAsLong() + MINUTE;
        look.get().whenComplete((done, failure) -> {
            if (failure == null) {
                first.complete(null);
            } else {
                due = ticker.getAsLong();
            }
        });
    }

    private void turn() {
        timers.after(TURN, () -> {
            if (closed) {
                return;
            }
            if (ticker.getAsLong() - due >= 0) {
                now();
            }
            turn();
        });
    }
}
