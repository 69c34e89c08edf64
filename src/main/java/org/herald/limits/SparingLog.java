package org.herald.limits;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Warnings that can be read when the same goes wrong over and over: one line a second, which tells how many were left out
 * before it. Safe for use by any thread.
 */
public final class SparingLog {

    private static final long PAUSE = Duration.ofSeconds(1).toNanos();

    private final Logger log;
    private final LongSupplier ticker;

    /** When the last line was written. */
    private final AtomicLong last;

    private final AtomicLong left = new AtomicLong();

    /** @param ticker nanoseconds that only grow */
    public SparingLog(Logger log, LongSupplier ticker) {
        this.log = log;
        this.ticker = ticker;
        this.last = new AtomicLong(ticker.getAsLong() - PAUSE);
    }

    public void warn(String line) {
        long now = ticker.getAsLong();
        long then = last.get();
        if (now - then < PAUSE || !last.compareAndSet(then, now)) {
            left.incrementAndGet();
            return;
        }
        long before = left.getAndSet(0);
        log.log(Level.WARNING, before == 0 ? line : line + " (and " + before + " others before it)");
    }
}
