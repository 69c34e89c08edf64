package org.herald.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.herald.Node;
import org.herald.hub.CloseCode;
import org.herald.hub.ConnectionId;
import org.herald.hub.Content;
import org.herald.hub.ErrorCode;
import org.herald.hub.Event;
import org.herald.hub.Notification;
import org.herald.hub.Position;
import org.herald.hub.Refused;
import org.herald.hub.RoomEvent;
import org.herald.hub.RoomName;
import org.herald.hub.RoomPosition;
import org.herald.hub.Sender;
import org.herald.hub.SignalType;
import org.herald.hub.Status;
import org.herald.hub.UserId;
import org.herald.hub.VolatileEvent;
import org.herald.hub.Welcome;
import org.junit.jupiter.api.Test;

/** {@code docs/asyncapi.json} says what the code does: no more, no less, and in good form. */
class AsyncApiTest {

    private static final Path DOCUMENT = Path.of("docs", "asyncapi.json");

    private static final RoomName ROOM = new RoomName("general");
    private static final Position SEVENTH = new Position("7f3a", 7);
    private static final UserId ALICE = new UserId("alice");
    private static final ConnectionId CONNECTION = new ConnectionId("c-1");
    private static final Sender SENDER = new Sender(ALICE, CONNECTION);
    private static final Content CONTENT = new Content.Value("{\"a\":[1]}");
    private static final Notification NEWS = new Notification("t", "b", "info", "/x", CONTENT);

    private static final HeraldV1 FORMAT = new HeraldV1(32);

    private final JsonObject document = read(DOCUMENT);
    private final JsonObject messages =
            document.getJsonObject("channels").getJsonObject("socket").getJsonObject("messages");

    @Test
    void namesEveryCommandAndEvent() {
        assertThat(names("command.")).isEqualTo(CommandReader.ROWS.keySet());
        Set<String> events = Stream.concat(
                        VolatileRow.ROWS.values().stream().map(VolatileRow::event),
                        Stream.of("message", "message.edited", "message.deleted", "notification"))
                .collect(Collectors.toSet());
        assertThat(names("event.")).isEqualTo(events);
        assertThat(names("reply.")).containsExactlyInAnyOrder("ack", "error");
    }

    @Test
    void namesEveryMessageInAnOperation() {
        Set<String> used = document.getJsonObject("operations").values().stream()
                .flatMap(operation -> Stream.concat(
                        operation.asJsonObject().getJsonArray("messages").stream(),
                        operation.asJsonObject().containsKey("reply")
                                ? operation.asJsonObject().getJsonObject("reply").getJsonArray("messages").stream()
                                : Stream.empty()))
                .map(reference -> reference.asJsonObject().getString("$ref"))
                .map(reference -> reference.substring(reference.lastIndexOf('/') + 1))
                .collect(Collectors.toSet());
        assertThat(used).isEqualTo(messages.keySet());
    }

    @Test
    void namesEveryErrorAndCloseCode() {
        List<String> errors = document.getJsonObject("components")
                .getJsonObject("schemas")
                .getJsonObject("ErrorCode")
                .getJsonArray("enum")
                .getValuesAs(JsonString::getString);
        assertThat(errors)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(ErrorCode.values()).map(ErrorCode::wire).toList());
        Map<Integer, Boolean> closes = document
                .getJsonObject("channels")
                .getJsonObject("socket")
                .getJsonArray("x-close-codes")
                .getValuesAs(JsonObject.class)
                .stream()
                .collect(Collectors.toMap(one -> one.getInt("code"), one -> one.getBoolean("comeBack")));
        assertThat(closes)
                .isEqualTo(
                        Stream.of(CloseCode.values()).collect(Collectors.toMap(CloseCode::code, CloseCode::comeBack)));
    }

    @Test
    void isAsTheInitiativesParserWantsItAndAsEnvelopesAre() throws IOException, InterruptedException {
        Node.requirePackages();
        JsonArrayBuilder samples = Json.createArrayBuilder();
        events().forEach(event -> add(samples, "event.", FORMAT.encode(event).text()));
        acks().forEach(ack -> add(samples, "reply.", FORMAT.ack("u1", ack).text()));
        refusals()
                .forEach(refused ->
                        add(samples, "reply.", FORMAT.error("u1", refused).text()));
        add(
                samples,
                "reply.",
                FORMAT.error(null, Refused.because(ErrorCode.BAD_JSON, "x")).text());
        commands().forEach(command -> {
            assertThat(FORMAT.decode(command).command()).isNotNull();
            add(samples, "command.", command);
        });
        Path file = Files.createTempFile(Path.of("target"), "envelopes", ".json");
        Files.writeString(file, samples.build().toString());

        Node.Result result = Node.node("src/test/js/asyncapi.mjs", DOCUMENT.toString(), file.toString());

        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    private Set<String> names(String kind) {
        return messages.entrySet().stream()
                .filter(message -> message.getKey().startsWith(kind))
                .map(message -> message.getValue().asJsonObject().getString("name"))
                .collect(Collectors.toSet());
    }

    private static void add(JsonArrayBuilder samples, String kind, String text) {
        JsonObject envelope = read(text);
        samples.add(Json.createObjectBuilder()
                .add("message", kind + envelope.getString("event"))
                .add("envelope", envelope));
    }

    private static List<Event> events() {
        List<Event> events = new ArrayList<>();
        for (RoomEvent.Body body : List.of(
                new RoomEvent.Message(CONTENT, SEVENTH, 5L),
                new RoomEvent.Message(new Content.Value("\"x\""), null, null),
                new RoomEvent.Edited(SEVENTH, CONTENT),
                new RoomEvent.Deleted(SEVENTH),
                new RoomEvent.Notified(NEWS))) {
            events.add(new RoomEvent(ROOM, SEVENTH, 17, SENDER, body, true));
        }
        Duration second = Duration.ofSeconds(1);
        Welcome welcome = new Welcome(
                CONNECTION, ALICE, "n1", second, second, 65_536, List.of(new RoomPosition(ROOM, SEVENTH)), 17L);
        events.add(VolatileEvent.of(new VolatileEvent.Connected(welcome)));
        events.add(new VolatileEvent(null, Sender.SERVER, 17, new VolatileEvent.Announced(NEWS), null));
        events.add(new VolatileEvent(ROOM, SENDER, 17, new VolatileEvent.DirectSent(ALICE, CONTENT, SEVENTH), null));
        events.add(new VolatileEvent(ROOM, SENDER, 17, new VolatileEvent.Emitted("x", CONTENT), null));
        events.add(new VolatileEvent(null, SENDER, 17, new VolatileEvent.Signalled(SignalType.OFFER, CONTENT), null));
        events.add(new VolatileEvent(null, SENDER, 17, new VolatileEvent.Signalled(SignalType.BYE, null), null));
        RoomEvent message = (RoomEvent) events.get(0);
        for (VolatileEvent.Body body : List.of(
                new VolatileEvent.UserJoined(ALICE),
                new VolatileEvent.UserLeft(ALICE),
                new VolatileEvent.State(List.of(message), SEVENTH),
                new VolatileEvent.ReadMoved(ALICE, SEVENTH),
                new VolatileEvent.TypingStarted(ALICE),
                new VolatileEvent.TypingStopped(ALICE),
                new VolatileEvent.StatusChanged(ALICE, new Status(Status.Kind.BUSY, "x")),
                new VolatileEvent.Kicked("go"),
                new VolatileEvent.Kicked(null))) {
            events.add(VolatileEvent.in(ROOM, body));
        }
        events.add(VolatileEvent.of(new VolatileEvent.Draining(5)));
        events.add(VolatileEvent.of(new VolatileEvent.TokenExpiring(5)));
        return events;
    }

    private static List<Ack> acks() {
        Ack.Member member = new Ack.Member(ALICE, 2, new Status(Status.Kind.AWAY, "x"), 17);
        return List.of(
                new Ack.Done(),
                new Ack.Joined(SEVENTH, true),
                new Ack.Members(List.of(member), false),
                new Ack.RoomList(List.of(new RoomPosition(ROOM, SEVENTH))),
                new Ack.History(List.of((RoomEvent) events().get(0)), SEVENTH, true),
                new Ack.Sent(SEVENTH, 17, false),
                new Ack.Time(17));
    }

    private static List<Refused> refusals() {
        return List.of(
                Refused.invalid("data.content", "is missing"),
                Refused.rateLimited("slowly", Duration.ofSeconds(1)),
                Refused.because(ErrorCode.NOT_JOINED, "join first"));
    }

    private static List<String> commands() {
        List<String> commands = new ArrayList<>();
        for (String bare : List.of("room.leave", "room.members", "typing.start", "typing.stop")) {
            commands.add("{'event':'" + bare + "','id':'1','room':'general'}");
        }
        for (String bare : List.of("room.list", "ping", "presence.heartbeat")) {
            commands.add("{'event':'" + bare + "','v':1}");
        }
        commands.add("{'event':'auth','data':{'token':'x'}}");
        commands.add("{'event':'auth.refresh','data':{'token':'x'}}");
        commands.add("{'event':'room.join','room':'general','data':{'since':'7f3a-1','lasting':true}}");
        commands.add("{'event':'room.join','room':'general'}");
        commands.add("{'event':'room.history','room':'general','data':{'since':'7f3a-1','limit':5,'reverse':true}}");
        commands.add(
                "{'event':'message.send','room':'general','data':{'content':'x','replyTo':'7f3a-1','echo':false}}");
        commands.add("{'event':'message.edit','room':'general','data':{'messageId':'7f3a-1','content':[1]}}");
        commands.add("{'event':'message.delete','room':'general','data':{'messageId':'7f3a-1'}}");
        commands.add("{'event':'message.read','room':'general','data':{'upTo':'7f3a-1'}}");
        commands.add("{'event':'direct.send','data':{'to':'bob','content':'x'}}");
        commands.add("{'event':'presence.status','data':{'status':'away','text':'x'}}");
        commands.add("{'event':'room.emit','room':'general','data':{'name':'x','payload':null}}");
        commands.add("{'event':'signal.send','data':{'to':'c-1','type':'offer','payload':{}}}");
        return commands.stream().map(command -> command.replace('\'', '"')).toList();
    }

    private static JsonObject read(Path file) {
        try {
            return read(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonObject read(String text) {
        try (var reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }
}
