package org.herald.audit;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Hears what is written to the audit log, until it is closed. Safe for use by any thread. */
public final class AuditLines extends Handler {

    private final Logger logger = Logger.getLogger(Audit.LOGGER);
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final boolean parents = logger.getUseParentHandlers();
    private final Level level = logger.getLevel();

    public AuditLines() {
        logger.setUseParentHandlers(false);
        logger.setLevel(Level.INFO);
        logger.addHandler(this);
    }

    /** The lines as they are. */
    public List<String> lines() {
        return lines;
    }

    /** The lines, read. */
    public List<JsonObject> facts() {
        return lines.stream().map(AuditLines::read).toList();
    }

    /** Those of one event. */
    public List<JsonObject> facts(String event) {
        return facts().stream()
                .filter(fact -> fact.getString("event").equals(event))
                .toList();
    }

    private static JsonObject read(String line) {
        try (var reader = Json.createReader(new StringReader(line))) {
            return reader.readObject();
        }
    }

    @Override
    public void publish(LogRecord entry) {
        lines.add(entry.getMessage());
    }

    @Override
    public void flush() {
        // nothing waits
    }

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setUseParentHandlers(parents);
        logger.setLevel(level);
    }
}
