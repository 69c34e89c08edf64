package org.herald.broker.redis;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** What the operator reads of Redis: at most one line of a kind in five seconds. Safe for use by any thread. */
final class Reports {

    private static final Logger LOG = System.getLogger("org.herald.broker.redis");
    private static final long PAUSE_NANOS = 5_000_000_000L;

    private final LongSupplier ticker;
    private final Consumer<Throwable> faults;
    private final AtomicLong lastLost;
    private final AtomicLong lastRefused;
    private final AtomicLong lastMalformed;

    Reports(LongSupplier ticker, Consumer<Throwable> faults) {
        this.ticker = ticker;
        this.faults = faults;
        long before = ticker.getAsLong() - PAUSE_NANOS;
        lastLost = new AtomicLong(before);
        lastRefused = new AtomicLong(before);
        lastMalformed = new AtomicLong(before);
    }

    /** A connection broke or cannot be had. */
    void lost(String what, Throwable why) {
        if (isDue(lastLost)) {
            LOG.log(Level.WARNING, "Redis is not to be reached by " + what + ": " + why.getMessage());
        }
    }

    /** Redis answered with an error. */
    void refused(Throwable why) {
        if (isDue(lastRefused)) {
            LOG.log(Level.WARNING, "Redis refused a command: " + why.getMessage());
        }
    }

    /** Something came over a channel that is not ours. */
    void malformed(String channel, Throwable why) {
        if (isDue(lastMalformed)) {
            LOG.log(Level.WARNING, "ignored on channel " + channel + ": " + why.getMessage());
        }
    }

    void note(String what) {
        LOG.log(Level.INFO, what);
    }

    /** Something failed that never does. */
    void fault(Throwable fault) {
        faults.accept(fault);
    }

    private boolean isDue(AtomicLong last) {
        long now = ticker.getAsLong();
        long then = last.get();
        return now - then >= PAUSE_NANOS && last.compareAndSet(then, now);
    }
}
