package org.herald.protocol;

import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.herald.hub.Content;
import org.herald.hub.ErrorCode;
import org.herald.hub.Refused;
import org.herald.hub.RoomName;

/**
 * What a client of Socket.IO asks for by an event: a command of {@code herald.v1} of that name, one of the conventional
 * ones, or, with a {@code roomId}, whatever the application calls it.
 */
final class SocketIoRequests {

    private static final String ROOM = "roomId";
    private static final String NUMBER = "\\s*\"num\"\\s*:\\s*(\\d{1,2})\\s*";
    private static final String MARK = "\\s*\"_placeholder\"\\s*:\\s*true\\s*";

    /** Cannot be found inside of a string, where quotes are escaped. */
    private static final Pattern PLACEHOLDER =
            Pattern.compile("\\{(?:" + MARK + "," + NUMBER + "|" + NUMBER + "," + MARK + ")\\}");

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
     * @throws BrokenPacket when it speaks of attachments that are not there
     */
    Request read(SocketIoPacket packet, List<byte[]> attachments, String scope) {
        String id = packet.id() == null ? null : packet.id().toString();
        String name = string(packet.payload().get(0));
        String argument = packet.payload().size() > 1 ? packet.payload().get(1) : "{}";
        try {
            Argument read = argument(name, argument, attachments);
            String key = read.key();
            return Request.keyed(id, key != null || id == null ? key : scope + ":" + id, command(name, read));
        } catch (Refused refused) {
            return Request.refused(id, refused);
        }
    }

    private Argument argument(String name, String json, List<byte[]> attachments) {
        if (json.charAt(0) != '{') {
            return new Argument(json, null, null);
        }
        if (attachments.isEmpty()) {
            return new Argument(json, object(json), null);
        }
        byte[] whole = whole(name, object(json), attachments);
        String inlined = inlined(json, attachments);
        return new Argument(inlined, object(inlined), whole == null ? null : new Content.Binary(whole));
    }

    private JsonObject object(String json) {
        return new JsonScanner(json, maxDepth).wholeObject();
    }

    /** What is sent, where that is an attachment and nothing beside. */
    private static byte[] whole(String name, JsonObject object, List<byte[]> attachments) {
        JsonValue content = object.get(name.equals("room.emit") ? "payload" : "content");
        Matcher matcher = PLACEHOLDER.matcher(content == null ? "" : content.raw());
        return CommandReader.BINARY.contains(name) && matcher.matches() ? attachment(matcher, attachments) : null;
    }

    /** With the attachments in it, as histories have binary content. */
    private static String inlined(String json, List<byte[]> attachments) {
        return PLACEHOLDER
                .matcher(json)
                .replaceAll(found ->
                        "{\"base64\":\"" + Base64.getEncoder().encodeToString(attachment(found, attachments)) + "\"}");
    }

    private static byte[] attachment(MatchResult found, List<byte[]> attachments) {
        int number = Integer.parseInt(found.group(1) == null ? found.group(2) : found.group(1));
        if (number >= attachments.size()) {
            throw new BrokenPacket("there is no attachment of that number");
        }
        return attachments.get(number);
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
