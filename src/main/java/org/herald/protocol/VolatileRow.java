package org.herald.protocol;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import org.herald.hub.VolatileEvent;

/**
 * How one kind of volatile event is shown: one row an event of protocol section 4.
 *
 * @param event its name
 */
record VolatileRow(String event, BiConsumer<Json, VolatileEvent.Body> fields) {

    /** By the body of the event. */
    static final Map<Class<?>, VolatileRow> ROWS = rows();

    static VolatileRow of(VolatileEvent.Body body) {
        return ROWS.get(body.getClass());
    }

    /** Writes the fields of {@code data}. */
    void write(Json json, VolatileEvent.Body body) {
        fields.accept(json, body);
    }

    private static Map<Class<?>, VolatileRow> rows() {
        Map<Class<?>, VolatileRow> rows = new HashMap<>();
        addOwn(rows);
        addOthers(rows);
        return Map.copyOf(rows);
    }

    /** What concerns the connection that is told. */
    private static void addOwn(Map<Class<?>, VolatileRow> rows) {
        add(rows, VolatileEvent.Connected.class, "connected", EventWriter::connected);
        add(rows, VolatileEvent.State.class, "room.state", EventWriter::state);
        add(rows, VolatileEvent.Kicked.class, "room.kicked", (json, e) -> json.optional("reason", e.reason()));
        add(
                rows,
                VolatileEvent.Draining.class,
                "server.draining",
                (json, e) -> json.field("reconnectAfterMs", e.reconnectAfterMs()));
        add(
                rows,
                VolatileEvent.TokenExpiring.class,
                "auth.expiring",
                (json, e) -> json.field("expiresAt", e.expiresAt()));
        add(rows, VolatileEvent.DirectSent.class, "direct.sent", (json, e) -> {
            EventWriter.content(json.field("to", e.to().value()).name("content"), e.content());
            json.field("messageId", e.messageId().toString());
        });
        add(
                rows,
                VolatileEvent.Announced.class,
                "notification",
                (json, e) -> EventWriter.notification(json, e.notification()));
    }

    /** What others did. */
    private static void addOthers(Map<Class<?>, VolatileRow> rows) {
        add(rows, VolatileEvent.UserJoined.class, "room.user_joined", (json, e) -> EventWriter.user(json, e.user()));
        add(rows, VolatileEvent.UserLeft.class, "room.user_left", (json, e) -> EventWriter.user(json, e.user()));
        add(rows, VolatileEvent.TypingStarted.class, "typing.started", (json, e) -> EventWriter.user(json, e.user()));
        add(rows, VolatileEvent.TypingStopped.class, "typing.stopped", (json, e) -> EventWriter.user(json, e.user()));
        add(rows, VolatileEvent.ReadMoved.class, "message.read", (json, e) -> {
            EventWriter.user(json, e.user());
            json.field("upTo", e.upTo().toString());
        });
        add(rows, VolatileEvent.StatusChanged.class, "presence.changed", (json, e) -> {
            EventWriter.user(json, e.user());
            EventWriter.status(json, e.status());
        });
        add(
                rows,
                VolatileEvent.Emitted.class,
                "room.event",
                (json, e) -> EventWriter.content(json.field("name", e.name()).name("payload"), e.payload()));
        add(rows, VolatileEvent.Signalled.class, "signal", (json, e) -> {
            json.field("type", e.type().name().toLowerCase(Locale.ROOT));
            if (e.payload() != null) {
                EventWriter.content(json.name("payload"), e.payload());
            }
        });
    }

    private static <E extends VolatileEvent.Body> void add(
            Map<Class<?>, VolatileRow> rows, Class<E> type, String event, BiConsumer<Json, E> fields) {
        rows.put(type, new VolatileRow(event, (json, body) -> fields.accept(json, type.cast(body))));
    }
}
