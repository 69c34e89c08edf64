package org.herald.protocol;

import java.util.List;
import java.util.function.Function;
import org.herald.hub.Content;
import org.herald.hub.ErrorCode;
import org.herald.hub.Frame;
import org.herald.hub.Refused;
import org.herald.hub.RoomName;

/**
 * What a client of Socket.IO asks for by an event: a command of {@code herald.v1} of that name, one of the conventional
 * ones, or, with a {@code roomId}, whatever the application calls it.
 */
final class SocketIoRequests {

    private static final String ROOM = "roomId";
    private final Function<String, RoomName> rooms;
    private final int maxDepth;

    /** @param rooms the room of a name that a client gives */
    SocketIoRequests(Function<String, RoomName> rooms, int maxDepth) {
        this.rooms = rooms;
        this.maxDepth = maxDepth;
    }

    /**
     * @param packet an event
     * @param attachments as many as it says
     * @param scope in which the ids of packets are unique
     * @throws BrokenPacket when it speaks of attachments that are not there, or of one twice
     */
    Request read(SocketIoPacket packet, List<byte[]> attachments, String scope) {
        String id = packet.id() == null ? null : packet.id().toString();
        String name = string(packet.payload().get(0));
        try {
            Argument read = argument(name, argument(packet), attachments);
            String key = read.key();
            return Request.keyed(id, key != null || id == null ? key : scope + ":" + id, command(name, read));
        } catch (Refused refused) {
            return Request.refused(id, refused);
        }
    }

    /**
     * Bytes of what {@link #read} makes of it, known before it is made.
     *
     * @throws BrokenPacket as that does
     */
    long size(SocketIoPacket packet, List<byte[]> attachments) {
        long size = packet.payload().stream().mapToLong(Frame::utf8Length).sum();
        String argument = argument(packet);
        if (argument.charAt(0) != '{' || attachments.isEmpty()) {
            return size;
        }
        SocketIoAttachments attached = SocketIoAttachments.of(argument, attachments);
        long sent = attachments.stream().mapToLong(bytes -> bytes.length).sum();
        return size + Math.max(sent, isWhole(packet, attached) ? 0 : attached.growth());
    }

    private boolean isWhole(SocketIoPacket packet, SocketIoAttachments attached) {
        try {
            return whole(string(packet.payload().get(0)), object(argument(packet)), attached) != null;
        } catch (Refused refused) {
            return false; // as read() will tell
        }
    }

    private static String argument(SocketIoPacket packet) {
        return packet.payload().size() > 1 ? packet.payload().get(1) : "{}";
    }

    private Argument argument(String name, String json, List<byte[]> attachments) {
        if (json.charAt(0) != '{') {
            return new Argument(json, null, null);
        }
        if (attachments.isEmpty()) {
            return new Argument(json, object(json), null);
        }
        SocketIoAttachments attached = SocketIoAttachments.of(json, attachments);
        Content whole = whole(name, object(json), attached);
        String read = whole == null ? attached.inlined() : json;
        return new Argument(read, object(read), whole);
    }

    private JsonObject object(String json) {
        return new JsonScanner(json, maxDepth).wholeObject();
    }

    /** What is sent, where that is an attachment and nothing beside; otherwise null. */
    private static Content whole(String name, JsonObject object, SocketIoAttachments attached) {
        return CommandReader.BINARY.contains(name)
                ? attached.whole(object.get(name.equals("room.emit") ? "payload" : "content"))
                : null;
    }

    private Command command(String name, Argument argument) {
        return switch (name) {
            case "join-room" -> new Command.Join(argument.room(rooms), null, false);
            case "leave-room" -> new Command.Leave(argument.room(rooms));
            case "message" -> message(argument);
            case SocketIoEvents.TYPING ->
                new Command.Typing(argument.room(rooms), argument.flag(SocketIoEvents.TYPING));
            default -> CommandReader.ROWS.containsKey(name) ? own(name, argument) : emitted(name, argument);
        };
    }

    private Command message(Argument argument) {
        return new Command.SendMessage(argument.room(rooms), argument.fields().content("text"), null, true);
    }

    /** Those of the protocol's section 3: the fields of the envelope and those of its data in one object. */
    private Command own(String name, Argument argument) {
        Fields fields = argument.fields();
        return CommandReader.read(new Envelope(name, fields, fields, argument.binary, rooms));
    }

    private Command emitted(String name, Argument argument) {
        boolean named = !name.isEmpty() && name.length() <= CommandReader.MAX_EVENT_NAME;
        if (argument.object == null || argument.object.get(ROOM) == null || !named) {
            throw Refused.because(ErrorCode.UNKNOWN_EVENT, "there is no such event, and no roomId to relay it to");
        }
        return new Command.Emit(argument.room(rooms), name, new Content.Value(argument.json));
    }

    private static String string(String json) {
        return new JsonValue(json, 0, json.length()).string();
    }

    /**
     * What came beside the name.
     *
     * @param object null where it is none
     * @param binary an attachment that is all there is to say, or null
     */
    private record Argument(String json, JsonObject object, Content binary) {

        /** The client's own name for the request, or null. */
        String key() {
            return object == null ? null : Envelope.id(object);
        }

        Fields fields() {
            if (object == null) {
                throw Refused.because(ErrorCode.BAD_ENVELOPE, "what comes with the event must be an object");
            }
            return new Fields(object, "");
        }

        /** Itself, or what it calls so. */
        RoomName room(Function<String, RoomName> rooms) {
            if (object == null && json.startsWith("\"")) {
                return Submissions.named(ROOM, string(json), rooms);
            }
            return fields().parsed(ROOM, rooms);
        }

        /** True unless it says otherwise. */
        boolean flag(String name) {
            return object == null || fields().flag(name, true);
        }
    }
}
