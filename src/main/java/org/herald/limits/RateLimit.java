package org.herald.limits;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.herald.config.Rate;

/**
 * A token bucket: it holds {@code count} tokens, all of them at the start, and gains them back evenly over the period.
 * May be used from any thread.
 */
public final class RateLimit {

    private final Bucket bucket;
    private final long capacity;

    /** @param nanos a clock that only goes forward, in nanoseconds from anywhere, such as {@link System#nanoTime} */
    public RateLimit(Rate rate, LongSupplier nanos) {
        this.capacity = rate.count();
        this.bucket = Bucket.builder()
                .addLimit(Bandwidth.builder()
                        .capacity(rate.count())
                        .refillGreedy(rate.count(), rate.period())
                        .build())
                .withCustomTimePrecision(new Ticker(nanos))
                .build();
    }

    /**
     * Takes one token if there is one.
     *
     * @return zero when it was taken; otherwise how long until there is one, in whole milliseconds rounded up
     */
    public Duration tryTake() {
        return tryTake(1);
    }

    /**
     * Takes several tokens if there are as many; of more than it ever holds, all that it holds.
     *
     * @return zero when they were taken; otherwise how long until there are as many, in whole milliseconds rounded up
     */
    Duration tryTake(int tokens) {
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(Math.min(tokens, capacity));
        if (probe.isConsumed()) {
            return Duration.ZERO;
        }
        long millis = (probe.getNanosToWaitForRefill() + 999_999) / 1_000_000;
        return Duration.ofMillis(Math.max(1, millis));
    }

    /** Whether it is as good as new. */
    boolean isFull() {
        return bucket.getAvailableTokens() >= capacity;
    }

    private record Ticker(LongSupplier nanos) implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            return nanos.getAsLong();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
