package org.herald.audit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Hands lines on while somebody watches: so many a second and no more, for whoever reads them is a human being. Some of them
 * are kept for what administrators do, which nobody shall hide behind a flood. What was left out is counted and told with the
 * next line of a later second, or when the watch goes on; not to those who watch after nobody did. Safe for use by any thread.
 */
final class Tail {

    /** Lines that are handed on in one second. */
    static final int PER_SECOND = 50;

    /** How many of them may be of other things than deeds of administrators. */
    static final int OTHERS_PER_SECOND = 40;

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
        if (!isWatched()) {
            forget();
        }
        until = clock.instant().plus(time);
        String gap = gap();
        if (gap != null) {
            reader.accept(gap);
        }
    }

    /** @param deed whether it is of what an administrator did */
    void add(String line, boolean deed) {
        String gap = gap();
        if (gap != null) {
            reader.accept(gap);
        }
        if (mayTell(deed)) {
            reader.accept(line);
        }
    }

    /** What was left out before is no news to who begins to watch. */
    private synchronized void forget() {
        omitted = 0;
    }

    private synchronized boolean mayTell(boolean deed) {
        begin();
        if (told < (deed ? PER_SECOND : OTHERS_PER_SECOND)) {
            told++;
            return true;
        }
        omitted++;
        return false;
    }

    /** A line about those that were left out; null while there are none, or in the second in which there are too many. */
    private synchronized String gap() {
        begin();
        if (omitted == 0 || told >= OTHERS_PER_SECOND) {
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
