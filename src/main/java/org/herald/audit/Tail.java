package org.herald.audit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Hands lines on while somebody watches: so many a second and no more, for whoever reads them is a human being. What was
 * left out is counted and told with the next line, or when the watch goes on. Safe for use by any thread.
 */
final class Tail {

    /** Lines that are handed on in one second. */
    static final int PER_SECOND = 50;

    private final Map<String, Object> head;
    private final Clock clock;
    private final Consumer<String> reader;

    /** Nobody watches from then on. Read without a lock: that is all a line costs while nobody does. */
    private volatile Instant until = Instant.MIN;

    /** The second that is counted, of Unix time. Guarded by {@code this}, as the two below. */
    private long second;

    private int told;
    private int omitted;

    /**
     * @param node its name
     * @param reader gets the lines; it must not block
     */
    Tail(String node, Clock clock, Consumer<String> reader) {
        this.head = Map.of("node", node);
        this.clock = clock;
        this.reader = reader;
    }

    boolean isWatched() {
        return clock.instant().isBefore(until);
    }

    /** From now on, for {@code time}. */
    void watch(Duration time) {
        until = clock.instant().plus(time);
        String gap = gap();
        if (gap != null) {
            reader.accept(gap);
        }
    }

    void add(String line) {
        String gap = gap();
        if (gap != null) {
            reader.accept(gap);
        }
        if (mayTell()) {
            reader.accept(line);
        }
    }

    private synchronized boolean mayTell() {
        begin();
        if (told < PER_SECOND) {
            told++;
            return true;
        }
        omitted++;
        return false;
    }

    /** A line about those that were left out; null while there are none, or in the second in which there are too many. */
    private synchronized String gap() {
        begin();
        if (omitted == 0 || told >= PER_SECOND) {
            return null;
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("time", clock.instant());
        fields.putAll(head);
        fields.put("event", "omitted");
        fields.put("count", omitted);
        omitted = 0;
        return JsonLine.of(fields);
    }

    private void begin() {
        long now = clock.instant().getEpochSecond();
        if (now != second) {
            second = now;
            told = 0;
        }
    }
}
