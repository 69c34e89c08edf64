package org.herald.audit;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.herald.hub.Timers;

/**
 * Keeps those who do the same over and over from filling the audit log: each of them gets so many lines in a period, and one
 * at its end that tells how many more there were ({@code times}). Of more callers than can be told apart at a time, all
 * further ones share the lines of one. Safe for use by any thread.
 */
public final class Repeats {

    /** Lines about one caller in a period. */
    static final int LINES = 10;

    static final Duration PERIOD = Duration.ofMinutes(1);

    /** Callers that are told apart at a time. */
    private static final int CALLERS = 10_000;

    private static final String ALL_OTHERS = "";

    private final Map<String, Count> counts = new ConcurrentHashMap<>();
    private final Audit audit;
    private final Timers timers;
    private final int callers;

    public Repeats(Audit audit, Timers timers) {
        this(audit, timers, CALLERS);
    }

    /** @param callers how many are told apart at a time; when many come at once, a few more */
    Repeats(Audit audit, Timers timers, int callers) {
        this.audit = audit;
        this.timers = timers;
        this.callers = callers;
    }

    /**
     * Writes a line, or counts it for one that comes later.
     *
     * @param caller not empty
     */
    public void note(String caller, Fact fact) {
        String known = counts.containsKey(caller) || counts.size() < callers ? caller : ALL_OTHERS;
        Count count = counts.compute(known, (key, before) -> (before == null ? new Count(0, null) : before).and(fact));
        if (count.facts == 1) {
            timers.after(PERIOD, () -> end(known));
        }
        if (count.facts <= LINES) {
            audit.note(fact);
        }
    }

    private void end(String caller) {
        Count count = counts.remove(caller);
        if (count != null && count.facts > LINES) {
            audit.note(count.newest.with("times", count.facts - LINES));
        }
    }

    /** @param newest of the facts */
    private record Count(long facts, Fact newest) {
        private Count and(Fact fact) {
            return new Count(facts + 1, fact);
        }
    }
}
