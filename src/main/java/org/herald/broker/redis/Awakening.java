package org.herald.broker.redis;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * The pauses between attempts to reach Redis. The first connection that stands again ends the pauses of all others: not
 * at once but within a moment, each after another time. Safe for use by any thread.
 */
final class Awakening {

    /** Over which time those who are woken are spread. */
    static final Duration SPREAD = Duration.ofMillis(100);

    /** How often they are woken at most: a connection that comes and goes must not keep all others busy. */
    private static final long REST_NANOS = 1_000_000_000L;

    private final LongSupplier ticker;
    private final Lock lock = new ReentrantLock();
    private final Condition woken = lock.newCondition();

    /** Guarded by {@code lock}, as the rest. */
    private long calls;

    private long lastCall;

    /** @param ticker nanoseconds that only grow */
    Awakening(LongSupplier ticker) {
        this.ticker = ticker;
        this.lastCall = ticker.getAsLong() - REST_NANOS;
    }

    /** How often all were woken until now. */
    long calls() {
        lock.lock();
        try {
            return calls;
        } finally {
            lock.unlock();
        }
    }

    /** A connection stands that did not before. Returns {@link #calls}, this one included. */
    long call() {
        lock.lock();
        try {
            long now = ticker.getAsLong();
            if (now - lastCall >= REST_NANOS) {
                lastCall = now;
                calls++;
                woken.signalAll();
            }
            return calls;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the pauses of those who need none any more. */
    void look() {
        lock.lock();
        try {
            woken.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits before the next attempt.
     *
     * @param heard {@link #calls} as the last attempt began, or when it had succeeded: one that came since ends the pause
     * @param over whether there is to be none; whoever changes that calls {@link #look}
     */
    void pause(long millis, long heard, BooleanSupplier over) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (sleep(millis, () -> over.getAsBoolean() || calls != heard) && !over.getAsBoolean()) {
                long left = ThreadLocalRandom.current().nextLong(1, SPREAD.toMillis());
                sleep(Math.min(left, millis), over);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether it was ended before its time. */
    private boolean sleep(long millis, BooleanSupplier end) throws InterruptedException {
        long left = TimeUnit.MILLISECONDS.toNanos(millis);
        while (left > 0 && !end.getAsBoolean()) {
            left = woken.awaitNanos(left);
        }
        return left > 0;
    }
}
