package org.herald.it.nodes;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What was said in one room, by all who were told of it and by all who were told that they had said it. Whatever does
 * not agree is a fault. Safe for use by any thread.
 */
final class Chronicle {

    private static final int LONGEST_MILLIS = 120_000;

    /** What each event said, as the first who was told of it was told. */
    private final Map<Place, String> told = new ConcurrentHashMap<>();

    /** Where each request was answered to be. */
    private final Map<String, Place> acked = new ConcurrentHashMap<>();

    private final Queue<String> faults = new ConcurrentLinkedQueue<>();

    /** How many events took how many milliseconds from Redis to a client. */
    private final AtomicLongArray latencies = new AtomicLongArray(LONGEST_MILLIS + 1);

    private volatile Place newest;

    void told(Place place, String content, String who) {
        String before = told.putIfAbsent(place, content);
        if (before != null && !before.equals(content)) {
            fault(who + " was told that " + place + " says " + content + ", others that it says " + before);
        }
    }

    /** @param millis how long after it was published */
    void took(long millis) {
        latencies.incrementAndGet((int) Math.max(0, Math.min(millis, LONGEST_MILLIS)));
    }

    void acked(String content, Place place) {
        Place before = acked.put(content, place);
        if (before != null && !before.equals(place)) {
            fault(content + " was answered with " + before + ", and then with " + place);
        }
        newest = place;
    }

    void fault(String what) {
        faults.add(what);
    }

    Collection<String> faults() {
        return faults;
    }

    int countAcked() {
        return acked.size();
    }

    int countTold() {
        return told.size();
    }

    /** Where somebody was answered to have spoken last; null when nobody was. */
    Place newest() {
        return newest;
    }

    /** The last of all events in the epoch that is now. */
    Place head() {
        String epoch = newest.epoch();
        return told.keySet().stream()
                .filter(place -> place.epoch().equals(epoch))
                .reduce(newest, (a, b) -> a.seq() > b.seq() ? a : b);
    }

    /**
     * What was acknowledged in the epoch that is now, but is not there.
     *
     * @param kept what is there
     */
    List<String> missing(Map<Place, String> kept) {
        String epoch = newest.epoch();
        return acked.entrySet().stream()
                .filter(one -> one.getValue().epoch().equals(epoch))
                .filter(one -> !one.getKey().equals(kept.get(one.getValue())))
                .map(Map.Entry::toString)
                .toList();
    }

    /** What was acknowledged, but nobody was told. */
    List<String> untold() {
        return missing(told);
    }

    /** What is in more than one place of an epoch. */
    List<String> doubled() {
        Set<String> seen = new HashSet<>();
        return told.entrySet().stream()
                .filter(one -> !seen.add(one.getKey().epoch() + ' ' + one.getValue()))
                .map(Map.Entry::toString)
                .toList();
    }

    /** How long all but one of a hundred deliveries took at most, and the like. */
    String latencies() {
        return "median " + percentile(50) + " ms, 99 % in " + percentile(99) + " ms, all in " + percentile(100) + " ms";
    }

    private int percentile(int percent) {
        long all = 0;
        for (int i = 0; i <= LONGEST_MILLIS; i++) {
            all += latencies.get(i);
        }
        long wanted = (all * percent + 99) / 100;
        int millis = 0;
        for (long seen = latencies.get(0); seen < wanted; seen += latencies.get(millis)) {
            millis++;
        }
        return millis;
    }
}
