package org.herald.load;

import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what happens. Safe for use by any thread. */
final class Tally {

    private final Map<Count, LongAdder> counts = new EnumMap<>(Count.class);
    private final Map<String, LongAdder> refusals = new ConcurrentHashMap<>();
    private final Times deliveries = new Times();
    private final Times openings = new Times();
    private volatile long measuredFrom = Long.MAX_VALUE;
    private volatile boolean ended;

    Tally() {
        for (Count count : Count.values()) {
            counts.put(count, new LongAdder());
        }
    }

    /** From here on it is measured. @param now of {@link System#nanoTime} */
    void measure(long now) {
        measuredFrom = now;
    }

    /** From here on refusals count no more: goodbyes are none. */
    void end() {
        ended = true;
    }

    /** Whether what was due then is measured. */
    boolean isMeasured(long due) {
        return measuredFrom != Long.MAX_VALUE && due - measuredFrom >= 0;
    }

    void add(Count count, long more) {
        counts.get(count).add(more);
    }

    long get(Count count) {
        return counts.get(count).sum();
    }

    void delivered(long due, long now) {
        if (isMeasured(due)) {
            add(Count.DELIVERED, 1);
            deliveries.add(now - due);
        }
    }

    /** @param what such as {@code handshake 401}, {@code error rate_limited}, {@code close 4008} */
    void refused(String what) {
        if (!ended) {
            refusals.computeIfAbsent(what, key -> new LongAdder()).increment();
        }
    }

    SortedMap<String, Long> refusals() {
        SortedMap<String, Long> sums = new TreeMap<>();
        refusals.forEach((what, sum) -> sums.put(what, sum.sum()));
        return sums;
    }

    Times deliveries() {
        return deliveries;
    }

    /** From the first byte to having joined. */
    Times openings() {
        return openings;
    }
}
