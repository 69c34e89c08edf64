package org.herald.broker.local;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.herald.hub.Timers;

/** Does a round of tidying every half minute, on the executor: it takes too long for the thread of the timers. */
final class Sweep {

    static final Duration EVERY = Duration.ofSeconds(30);

    private final Timers timers;
    private final Executor executor;
    private final Runnable round;
    private final Consumer<Throwable> faults;

    /** The next round; null when there is to be none. Guarded by this. */
    private Timers.Timer next;

    Sweep(Timers timers, Executor executor, Runnable round, Consumer<Throwable> faults) {
        this.timers = timers;
        this.executor = executor;
        this.round = round;
        this.faults = faults;
    }

    synchronized void begin() {
        next = timers.after(EVERY, this::turn);
    }

    synchronized void end() {
        if (next != null) {
            next.cancel();
            next = null;
        }
    }

    private void turn() {
        try {
            executor.execute(this::tidy);
        } catch (RejectedExecutionException e) {
            faults.accept(e);
        }
        synchronized (this) {
            if (next != null) {
                begin();
            }
        }
    }

    private void tidy() {
        try {
            round.run();
        } catch (RuntimeException e) {
            faults.accept(e);
        }
    }
}
