package org.herald.protocol;

import java.util.Base64;
import java.util.Locale;
import org.herald.hub.Content;
import org.herald.hub.Event;
import org.herald.hub.Frame;
import org.herald.hub.Notification;
import org.herald.hub.RoomEvent;
import org.herald.hub.RoomPosition;
import org.herald.hub.Sender;
import org.herald.hub.Status;
import org.herald.hub.UserId;
import org.herald.hub.VolatileEvent;
import org.herald.hub.Welcome;

/** Events as {@code herald.v1} shows them (protocol section 4). */
final class EventWriter {

    private EventWriter() {}

    static Frame write(Event event) {
        return event instanceof RoomEvent kept ? roomEvent(kept) : volatileEvent((VolatileEvent) event);
    }

    /** The name of the event. */
    static String name(Event event) {
        return event instanceof RoomEvent kept ? eventName(kept.body()) : eventName(((VolatileEvent) event).body());
    }

    /** As a text envelope, binary content in base64. */
    static String text(Event event) {
        if (event instanceof VolatileEvent told) {
            return volatileText(told);
        }
        Json json = new Json();
        roomEvent(json, (RoomEvent) event);
        return json.toString();
    }

    private static Frame roomEvent(RoomEvent event) {
        if (event.body() instanceof RoomEvent.Message message && message.content() instanceof Content.Binary binary) {
            Json head = roomHead(new Json(), event).optional("replyTo", message.replyTo());
            return HeraldV1.binary(head.close().toString(), binary.bytes());
        }
        return Frame.text(text(event));
    }

    /** As a text envelope, binary content in base64: for lists of events. */
    static void roomEvent(Json json, RoomEvent event) {
        roomHead(json, event).name("data").open();
        body(json, event.body());
        json.close().close();
    }

    private static Json roomHead(Json json, RoomEvent event) {
        json.open()
                .field("event", eventName(event.body()))
                .field("room", event.room().value())
                .field("eventId", event.position().toString())
                .optional("traceparent", event.trace());
        return stamp(json, event.from(), event.ts());
    }

    static String eventName(RoomEvent.Body body) {
        if (body instanceof RoomEvent.Message) {
            return "message";
        }
        if (body instanceof RoomEvent.Edited) {
            return "message.edited";
        }
        return body instanceof RoomEvent.Deleted ? "message.deleted" : "notification";
    }

    static void body(Json json, RoomEvent.Body body) {
        if (body instanceof RoomEvent.Message message) {
            content(json.name("content"), message.content());
            json.optional("replyTo", message.replyTo()).optional("editedAt", message.editedAt());
        } else if (body instanceof RoomEvent.Edited edited) {
            content(json.field("messageId", edited.messageId().toString()).name("content"), edited.content());
        } else if (body instanceof RoomEvent.Deleted deleted) {
            json.field("messageId", deleted.messageId().toString());
        } else if (body instanceof RoomEvent.Notified notified) {
            notification(json, notified.notification());
        }
    }

    private static Frame volatileEvent(VolatileEvent event) {
        if (event.body() instanceof VolatileEvent.Emitted emitted
                && emitted.payload() instanceof Content.Binary binary) {
            String head = head(event).field("name", emitted.name()).close().toString();
            return HeraldV1.binary(head, binary.bytes());
        }
        return Frame.text(volatileText(event));
    }

    private static String volatileText(VolatileEvent event) {
        Json json = head(event).name("data").open();
        volatileBody(json, event.body());
        return json.close().close().toString();
    }

    private static Json head(VolatileEvent event) {
        Json json = new Json().open().field("event", eventName(event.body()));
        json.optional("room", event.room());
        return stamp(json, event.from(), event.ts());
    }

    static Json stamp(Json json, Sender from, long ts) {
        if (ts != 0) {
            json.field("ts", ts);
        }
        if (from != null) {
            json.name("from").open().field("userId", from.user().value());
            json.optional("connectionId", from.connection()).close();
        }
        return json;
    }

    private static String eventName(VolatileEvent.Body body) {
        return VolatileRow.of(body).event();
    }

    private static void volatileBody(Json json, VolatileEvent.Body body) {
        VolatileRow.of(body).write(json, body);
    }

    static void connected(Json json, VolatileEvent.Connected connected) {
        Welcome welcome = connected.welcome();
        json.field("connectionId", welcome.connection().value())
                .field("userId", welcome.user().value())
                .field("node", welcome.node())
                .field("protocol", HeraldV1.SUBPROTOCOL);
        json.name("heartbeat")
                .open()
                .field("intervalMs", welcome.heartbeatInterval().toMillis())
                .field("timeoutMs", welcome.heartbeatTimeout().toMillis())
                .close();
        json.field("maxMessageSize", welcome.maxMessageSize());
        json.name("rooms").openList();
        welcome.rooms().forEach(room -> roomPosition(json, room));
        json.closeList().optional("expiresAt", welcome.expiresAt());
    }

    static void roomPosition(Json json, RoomPosition room) {
        json.open()
                .field("room", room.room().value())
                .field("position", room.position().toString())
                .close();
    }

    static void state(Json json, VolatileEvent.State state) {
        json.name("events").openList();
        state.events().forEach(event -> roomEvent(json, event));
        json.closeList().field("position", state.position().toString());
    }

    static void user(Json json, UserId user) {
        json.field("userId", user.value());
    }

    static void status(Json json, Status status) {
        json.field("status", status.kind().name().toLowerCase(Locale.ROOT)).optional("text", status.text());
    }

    static void notification(Json json, Notification notification) {
        json.field("title", notification.title())
                .optional("body", notification.body())
                .optional("level", notification.level())
                .optional("link", notification.link());
        if (notification.payload() != null) {
            content(json.name("payload"), notification.payload());
        }
    }

    static void content(Json json, Content content) {
        if (content instanceof Content.Binary binary) {
            json.open()
                    .field("base64", Base64.getEncoder().encodeToString(binary.bytes()))
                    .close();
        } else {
            json.raw(((Content.Value) content).encoded());
        }
    }
}
