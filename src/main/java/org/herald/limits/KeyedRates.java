package org.herald.limits;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import org.herald.config.Rate;

/**
 * A {@link RateLimit} for every key, such as a user or an address. A key whose bucket is full again is as good as one
 * that never came: {@link #sweep} forgets it, so that nothing grows with those who are gone.
 *
 * <p>Named overflow: when there are {@code maxKeys} keys, every further one shares a single bucket, {@link #overflow},
 * until a sweep makes room. A flood of new keys thus slows new keys down, and neither memory nor those who are known
 * already suffer.
 *
 * <p>May be used from any thread.
 */
public final class KeyedRates<K> {

    private final Rate rate;
    private final LongSupplier nanos;
    private final int maxKeys;

    /** A bucket is only used and only removed inside an atomic operation on its key. */
    private final ConcurrentMap<K, RateLimit> limits = new ConcurrentHashMap<>();

    private final RateLimit overflow;

    /**
     * @param nanos a clock that only goes forward, in nanoseconds, such as {@link System#nanoTime}
     * @param maxKeys how many keys are told apart; under contention a few more
     */
    public KeyedRates(Rate rate, LongSupplier nanos, int maxKeys) {
        this.rate = rate;
        this.nanos = nanos;
        this.maxKeys = maxKeys;
        this.overflow = new RateLimit(rate, nanos);
    }

    /**
     * Takes one token of {@code key} if there is one.
     *
     * @return zero when it was taken; otherwise how long until there is one, in whole milliseconds rounded up
     */
    public Duration tryTake(K key) {
        return tryTake(key, 1);
    }

    /**
     * Takes several tokens of {@code key} if there are as many; of more than a bucket ever holds, all that it holds.
     *
     * @return zero when they were taken; otherwise how long until there are as many, in whole milliseconds rounded up
     */
    public Duration tryTake(K key, int tokens) {
        Taking taking = new Taking();
        boolean full = limits.size() >= maxKeys;
        limits.compute(key, (k, known) -> {
            if (known == null && full) {
                taking.wait = overflow.tryTake(tokens);
                return null;
            }
            RateLimit limit = known == null ? new RateLimit(rate, nanos) : known;
            taking.wait = limit.tryTake(tokens);
            return limit;
        });
        return taking.wait;
    }

    /**
     * Forgets the keys whose buckets are full again. To be called now and then; about once a period is often enough.
     */
    public void sweep() {
        limits.keySet().forEach(key -> limits.computeIfPresent(key, (k, limit) -> limit.isFull() ? null : limit));
    }

    /** How many keys are known. */
    public int size() {
        return limits.size();
    }

    private static final class Taking {
        private Duration wait;
    }
}
