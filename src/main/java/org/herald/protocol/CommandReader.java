package org.herald.protocol;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.herald.hub.ConnectionId;
import org.herald.hub.Content;
import org.herald.hub.ErrorCode;
import org.herald.hub.Position;
import org.herald.hub.Refused;
import org.herald.hub.SignalType;
import org.herald.hub.Status;
import org.herald.hub.UserId;

/** Makes the command of an envelope: one row an event of protocol section 3. */
final class CommandReader {

    private static final int MAX_STATUS_TEXT = 200;
    static final int MAX_EVENT_NAME = 64;
    static final int MAX_TOKEN = 16_384;
    static final int DEFAULT_HISTORY = 100;
    static final int MAX_HISTORY = 1000;

    /** What may come as a binary message. */
    static final Set<String> BINARY = Set.of("room.emit", "message.send", "direct.send");

    /** By the name of the event. */
    static final Map<String, Function<Envelope, Command>> ROWS = rows();

    private CommandReader() {}

    /** @throws Refused {@code unknown_event} or {@code invalid_data} */
    static Command read(Envelope envelope) {
        Function<Envelope, Command> row = ROWS.get(envelope.event());
        if (row == null) {
            throw Refused.because(ErrorCode.UNKNOWN_EVENT, "there is no such event");
        }
        if (envelope.binary() != null && !BINARY.contains(envelope.event())) {
            throw Refused.invalid("event", "only room.emit, message.send and direct.send may be binary");
        }
        return row.apply(envelope);
    }

    private static Map<String, Function<Envelope, Command>> rows() {
        Map<String, Function<Envelope, Command>> rows = new HashMap<>();
        addRooms(rows);
        addMessages(rows);
        addPresence(rows);
        rows.put("direct.send", CommandReader::direct);
        rows.put("signal.send", CommandReader::signal);
        rows.put("room.emit", CommandReader::emit);
        rows.put("auth", e -> new Command.Authenticate(e.data().text("token", 1, MAX_TOKEN)));
        rows.put("auth.refresh", e -> new Command.RefreshToken(e.data().text("token", 1, MAX_TOKEN)));
        rows.put("ping", e -> new Command.Ping());
        return Map.copyOf(rows);
    }

    private static void addRooms(Map<String, Function<Envelope, Command>> rows) {
        rows.put("room.join", e -> new Command.Join(e.room(), since(e), e.data().flag("lasting", false)));
        rows.put("room.leave", e -> new Command.Leave(e.room()));
        rows.put("room.members", e -> new Command.ListMembers(e.room()));
        rows.put("room.list", e -> new Command.ListRooms());
        rows.put(
                "room.history",
                e -> new Command.ReadHistory(
                        e.room(),
                        since(e),
                        e.data().number("limit", DEFAULT_HISTORY, 1, MAX_HISTORY),
                        e.data().flag("reverse", false)));
    }

    private static void addMessages(Map<String, Function<Envelope, Command>> rows) {
        rows.put(
                "message.send",
                e -> new Command.SendMessage(
                        e.room(),
                        e.content("content"),
                        e.data().optionalParsed("replyTo", Position::parse),
                        e.data().flag("echo", true)));
        rows.put("message.edit", e -> new Command.EditMessage(e.room(), messageId(e), e.content("content")));
        rows.put("message.delete", e -> new Command.DeleteMessage(e.room(), messageId(e)));
        rows.put("message.read", e -> new Command.MarkRead(e.room(), e.data().parsed("upTo", Position::parse)));
    }

    private static void addPresence(Map<String, Function<Envelope, Command>> rows) {
        rows.put("typing.start", e -> new Command.Typing(e.room(), true));
        rows.put("typing.stop", e -> new Command.Typing(e.room(), false));
        rows.put(
                "presence.status",
                e -> new Command.SetStatus(new Status(
                        e.data().parsed("status", CommandReader::statusKind),
                        e.data().optionalText("text", MAX_STATUS_TEXT))));
        rows.put("presence.heartbeat", e -> new Command.Ping());
    }

    private static Command direct(Envelope e) {
        return new Command.SendDirect(e.data().parsed("to", UserId::new), e.content("content"));
    }

    private static Command signal(Envelope e) {
        ConnectionId to = e.data().parsed("to", ConnectionId::new);
        SignalType type = e.data().parsed("type", CommandReader::signalType);
        boolean bare = type == SignalType.BYE && !e.data().has("payload");
        return new Command.SendSignal(to, type, bare ? null : e.data().payload("payload"));
    }

    private static Command emit(Envelope e) {
        String name = e.data().text("name", 1, MAX_EVENT_NAME);
        Content payload = e.payload("payload");
        return new Command.Emit(e.room(), name, payload);
    }

    private static Position since(Envelope e) {
        return e.data().optionalParsed("since", Position::parse);
    }

    private static Position messageId(Envelope e) {
        return e.data().parsed("messageId", Position::parse);
    }

    private static Status.Kind statusKind(String text) {
        return constant(Status.Kind.values(), text, "must be online, away or busy");
    }

    private static SignalType signalType(String text) {
        return constant(SignalType.values(), text, "must be offer, answer, candidate or bye");
    }

    private static <E extends Enum<E>> E constant(E[] values, String text, String rule) {
        for (E value : values) {
            if (value.name().toLowerCase(Locale.ROOT).equals(text)) {
                return value;
            }
        }
        throw new IllegalArgumentException(rule);
    }
}
