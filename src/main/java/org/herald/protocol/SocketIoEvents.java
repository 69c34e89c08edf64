package org.herald.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.herald.hub.Content;
import org.herald.hub.Event;
import org.herald.hub.Frame;
import org.herald.hub.RoomEvent;
import org.herald.hub.Sender;
import org.herald.hub.VolatileEvent;
import org.herald.protocol.SocketIoPacket.Type;

/**
 * What is told to clients of Socket.IO: each event under its own name, with one object that has the fields of the envelope
 * and those of its {@code data} side by side; and under the conventional name as well, where there is one.
 */
final class SocketIoEvents {

    static final String TYPING = "typing";
    static final String USER_JOINED = "user-joined";
    static final String USER_LEFT = "user-left";

    private static final String PLACEHOLDER = "{\"_placeholder\":true,\"num\":0}";

    /** Names that mean something to clients: no other client's event may come under one of them. */
    private static final Set<String> TAKEN = taken();

    private SocketIoEvents() {}

    /** The packets of one event, in a frame. */
    static Frame frame(Event event, String namespace) {
        if (event instanceof RoomEvent kept) {
            return kept(kept, namespace);
        }
        VolatileEvent told = (VolatileEvent) event;
        if (told.body() instanceof VolatileEvent.Emitted emitted) {
            return emitted(told, emitted, namespace);
        }
        String name = VolatileRow.of(told.body()).event();
        Json json = head(told);
        VolatileRow.of(told.body()).write(json, told.body());
        Frame own = packet(namespace, name, json.close().toString());
        String usual = conventional(told.body());
        return usual == null
                ? own
                : Frame.together(
                        List.of(own, packet(namespace, usual, json(told).toString())));
    }

    private static Frame kept(RoomEvent event, String namespace) {
        Json json = new Json()
                .open()
                .field("room", event.room().value())
                .field("eventId", event.position().toString())
                .optional("traceparent", event.trace());
        EventWriter.stamp(json, event.from(), event.ts());
        byte[] attachment = null;
        if (event.body() instanceof RoomEvent.Message message) {
            conventional(json, event, message);
            attachment = bytes(message.content());
        }
        if (attachment == null) {
            EventWriter.body(json, event.body());
        } else {
            RoomEvent.Message message = (RoomEvent.Message) event.body();
            json.name("content").raw(PLACEHOLDER);
            json.optional("replyTo", message.replyTo()).optional("editedAt", message.editedAt());
        }
        String name = EventWriter.eventName(event.body());
        return packet(namespace, attachment, quoted(name), json.close().toString());
    }

    /** As tutorials have it. */
    private static void conventional(Json json, RoomEvent event, RoomEvent.Message message) {
        json.field("roomId", event.room().value())
                .field("id", event.position().toString())
                .field("userId", event.from().user().value());
        if (message.content() instanceof Content.Value value && value.encoded().startsWith("\"")) {
            json.name("text").raw(value.encoded());
        }
    }

    /** Under the name that the sender gave it, where that is free. */
    private static Frame emitted(VolatileEvent event, VolatileEvent.Emitted emitted, String namespace) {
        byte[] attachment = bytes(emitted.payload());
        String payload = attachment == null ? ((Content.Value) emitted.payload()).encoded() : PLACEHOLDER;
        if (TAKEN.contains(emitted.name())) {
            Json json =
                    head(event).field("name", emitted.name()).name("payload").raw(payload);
            return packet(
                    namespace, attachment, quoted("room.event"), json.close().toString());
        }
        Json about = json(event);
        return packet(namespace, attachment, quoted(emitted.name()), payload, about.toString());
    }

    /** The name that tutorials know it by; null: none. */
    private static String conventional(VolatileEvent.Body body) {
        if (body instanceof VolatileEvent.UserJoined) {
            return USER_JOINED;
        }
        if (body instanceof VolatileEvent.UserLeft) {
            return USER_LEFT;
        }
        return body instanceof VolatileEvent.TypingStarted ? TYPING : null;
    }

    /** Who, where and when, in the conventional words. */
    private static Json json(VolatileEvent event) {
        Json json = new Json().open();
        if (event.body() instanceof VolatileEvent.UserJoined joined) {
            EventWriter.user(json, joined.user());
        } else if (event.body() instanceof VolatileEvent.UserLeft left) {
            EventWriter.user(json, left.user());
        } else if (event.body() instanceof VolatileEvent.TypingStarted typing) {
            EventWriter.user(json, typing.user());
        } else if (event.from() != null) {
            Sender from = event.from();
            json.field("userId", from.user().value()).optional("connectionId", from.connection());
        }
        json.optional("roomId", event.room());
        return (event.ts() == 0 ? json : json.field("ts", event.ts())).close();
    }

    private static Json head(VolatileEvent event) {
        Json json = new Json().open().optional("room", event.room());
        return EventWriter.stamp(json, event.from(), event.ts());
    }

    private static byte[] bytes(Content content) {
        return content instanceof Content.Binary binary ? binary.bytes() : null;
    }

    private static Frame packet(String namespace, String name, String payload) {
        return packet(namespace, null, quoted(name), payload);
    }

    /** @param attachment or null */
    private static Frame packet(String namespace, byte[] attachment, String... arguments) {
        Type type = attachment == null ? Type.EVENT : Type.BINARY_EVENT;
        List<byte[]> attached = attachment == null ? List.of() : List.of(attachment);
        return new SocketIoPacket(type, namespace, null, List.of(arguments), attached.size()).frame(attached);
    }

    static String quoted(String text) {
        return new Json().string(text).toString();
    }

    private static Set<String> taken() {
        List<String> own = new ArrayList<>(List.of(
                "message",
                "message.edited",
                "message.deleted",
                "notification",
                "ack",
                "error",
                "closed",
                TYPING,
                USER_JOINED,
                USER_LEFT));
        own.addAll(SocketIoReader.RESERVED);
        return Stream.concat(own.stream(), VolatileRow.ROWS.values().stream().map(VolatileRow::event))
                .collect(Collectors.toUnmodifiableSet());
    }
}
