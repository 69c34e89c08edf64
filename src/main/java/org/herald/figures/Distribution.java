package org.herald.figures;

import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many values lay in each of a few ranges. Writers never wait for each other; a reader sees each value that was added
 * before it began. Safe for use by any thread.
 */
public final class Distribution {

    private final long[] bounds;
    private final double unit;
    private final LongAdder[] buckets;
    private final LongAdder sum = new LongAdder();

    /**
     * @param unit how many of what is added make one of what is shown
     * @param bounds the largest number of each bucket, growing; one more bucket takes all above
     */
    Distribution(double unit, long... bounds) {
        this.bounds = bounds;
        this.unit = unit;
        this.buckets = new LongAdder[bounds.length + 1];
        Arrays.setAll(buckets, i -> new LongAdder());
    }

    /** Takes a number; one below zero counts as zero. */
    void add(long number) {
        int bucket = 0;
        while (bucket < bounds.length && number > bounds[bucket]) {
            bucket++;
        }
        buckets[bucket].increment();
        if (number > 0) {
            sum.add(number);
        }
    }

    /** How many buckets there are, the one for everything above all bounds included. */
    public int buckets() {
        return buckets.length;
    }

    /** The largest value that belongs into a bucket, in the unit of the figure; infinity for the last one. */
    public double bound(int bucket) {
        return bucket == bounds.length ? Double.POSITIVE_INFINITY : bounds[bucket] / unit;
    }

    /** How many values a bucket itself took, without those of lower ones. */
    public long in(int bucket) {
        return buckets[bucket].sum();
    }

    /** How many values there were up to the bound of a bucket. */
    public long upTo(int bucket) {
        long values = 0;
        for (int i = 0; i <= bucket; i++) {
            values += in(i);
        }
        return values;
    }

    /** How many values there were. */
    public long count() {
        return upTo(bounds.length);
    }

    /** All values together, in the unit of the figure. */
    public double sum() {
        return sum.sum() / unit;
    }
}
