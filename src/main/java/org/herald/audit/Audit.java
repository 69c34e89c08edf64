package org.herald.audit;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** The audit log of a node. Safe for use by any thread. */
public final class Audit {

    /** The logger's name. */
    public static final String LOGGER = "org.herald.audit";

    private static final Logger LOG = System.getLogger(LOGGER);

    private final String node;
    private final Clock clock;

    /** @param node its name, which is in every line */
    public Audit(String node, Clock clock) {
        this.node = node;
        this.clock = clock;
    }

    /** Writes a line, beginning with when and where it happened. */
    public void note(Fact fact) {
        if (LOG.isLoggable(Level.INFO)) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("time", clock.instant());
            fields.put("node", node);
            fields.putAll(fact.fields());
            LOG.log(Level.INFO, JsonLine.of(fields));
        }
    }
}
