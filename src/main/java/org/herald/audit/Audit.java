package org.herald.audit;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The audit log of a node. Safe for use by any thread. */
public final class Audit {

    /** The logger's name. */
    public static final String LOGGER = "org.herald.audit";

    private static final Logger LOG = System.getLogger(LOGGER);

    private final String node;
    private final Clock clock;
    private final Tail tail;

    /**
     * @param node its name, which is in every line
     * @param reader gets the lines while somebody {@linkplain #watch watches}, at most 50 in a second and
     *     some of them only for deeds of administrators; it must not block
     */
    public Audit(String node, Clock clock, Consumer<String> reader) {
        this.node = node;
        this.clock = clock;
        this.tail = new Tail(node, clock, reader);
    }

    /** Somebody wants to know what happens, for so long from now on. */
    public void watch(Duration time) {
        tail.watch(time);
    }

    /** Writes a line, beginning with when and where it happened. */
    public void note(Fact fact) {
        boolean logged = LOG.isLoggable(Level.INFO);
        boolean watched = tail.isWatched();
        if (!logged && !watched) {
            return;
        }
        String line = line(fact);
        if (logged) {
            LOG.log(Level.INFO, line);
        }
        if (watched) {
            tail.add(line, fact.isDeed());
        }
    }

    private String line(Fact fact) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("time", clock.instant());
        fields.put("node", node);
        fields.putAll(fact.fields());
        return JsonLine.of(fields);
    }
}
