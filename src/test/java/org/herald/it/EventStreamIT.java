package org.herald.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.Body;
import org.herald.it.kit.EventSource;
import org.herald.it.kit.HeraldClient;
import org.herald.it.kit.HeraldWar;
import org.herald.it.kit.Http;
import org.herald.it.kit.HttpAnswer;
import org.herald.it.kit.OpenSockets;
import org.herald.it.kit.Publisher;
import org.herald.it.kit.RawHttp;
import org.herald.it.kit.Rest;
import org.herald.it.kit.Route;
import org.herald.it.kit.Server;
import org.herald.it.kit.Tokens;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.TargetsContainer;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Server-Sent Events: a connection that only listens. */
@Tag("newer-jdk")
@ExtendWith(ArquillianExtension.class)
class EventStreamIT {

    private static final int FILLING = 16_000;
    private static final int STALLED = 20;

    @ArquillianResource
    private Server server;

    @AutoClose
    private final Belongings mine = new Belongings();

    @Deployment(testable = false)
    @TargetsContainer("herald")
    static WebArchive herald() {
        return HeraldWar.built();
    }

    private final String room = "sse/" + UUID.randomUUID();
    private final String other = "sse/" + UUID.randomUUID();
    private final String both = "?room=" + room + "&room=" + other;

    private String say(String where, String content) {
        Rest.Answer sent = new Rest(server, Tokens.of("speaker"))
                .post("/rooms/" + where + "/messages", Body.of("content", content));
        assertThat(sent.status()).isEqualTo(201);
        return sent.json().getString("eventId");
    }

    private EventSource open(String user, String query, String... headers) {
        return mine.add(EventSource.open(server, Tokens.of(user), query, headers));
    }

    private HeraldClient connect(String user) {
        return mine.add(HeraldClient.connect(server, Tokens.of(user)));
    }

    private static List<String> contents(EventSource stream) {
        return stream.all("message").stream().map(EventSource.Message::content).toList();
    }

    @Test
    void greetsAndTellsEveryEventWithACursor() {
        EventSource stream = open("alice", both);
        assertThat(stream.header("Content-Type")).startsWith("text/event-stream");
        assertThat(stream.header("Cache-Control")).isEqualTo("no-cache, no-transform");
        assertThat(stream.header("X-Accel-Buffering")).isEqualTo("no");
        EventSource.Message connected = stream.await("connected");
        assertThat(connected.id()).isNotEmpty();
        assertThat(connected.json().getString("event")).isEqualTo("connected");
        assertThat(connected.json().getJsonObject("data").getJsonArray("rooms")).hasSize(2);
        assertThat(Integer.parseInt(stream.retry())).isBetween(1000, 5000);

        String id = say(room, "one\n\"zwei\" – \u2028");

        EventSource.Message message = stream.await("message");
        assertThat(message.json().getString("eventId")).isEqualTo(id);
        assertThat(message.json().getString("room")).isEqualTo(room);
        assertThat(message.content()).isEqualTo("one\n\"zwei\" – \u2028");
        assertThat(message.id()).isNotEmpty().isNotEqualTo(connected.id());
    }

    @Test
    void goesOnWhereTheLastEventWasInEveryRoom() {
        EventSource first = open("alice", both);
        first.await("connected");
        say(room, "a1");
        say(other, "b1");
        first.await(2, message -> message.is("message"));
        String cursor = first.lastEventId();
        first.close();
        say(room, "a2");
        say(other, "b2");
        say(room, "a3");

        for (EventSource again :
                List.of(open("alice", both, "Last-Event-ID", cursor), open("alice", both + "&cursor=" + cursor))) {
            again.await(3, message -> message.is("message"));
            say(other, "b3");
            again.await(4, message -> message.is("message"));
            assertThat(contents(again).stream().filter(text -> text.startsWith("a")))
                    .containsExactly("a2", "a3");
            assertThat(contents(again).stream()
                            .filter(text -> text.startsWith("b"))
                            .toList())
                    .startsWith("b2", "b3");
            assertThat(again.all("room.state")).isEmpty();
        }
    }

    @Test
    void prefersTheHeaderThatABrowserSendsToTheCursorItBeganWith() {
        EventSource first = open("alice", both);
        String beginning = first.await("connected").id();
        say(room, "one");
        first.await("message");
        say(room, "two");

        EventSource again = open(
                "alice",
                both + "&cursor=" + beginning,
                "Last-Event-ID",
                first.all("message").get(0).id());
        again.await("message");
        assertThat(contents(again)).containsExactly("two");
    }

    @Test
    void showsTheStateWhereHistoryDoesNotReachBack() {
        EventSource first = open("alice", "?room=brief/" + room);
        String beginning = first.await("connected").id();
        say("brief/" + room, "lost");
        first.await("message");
        first.close();

        EventSource again = open("alice", "?room=brief/" + room, "Last-Event-ID", beginning);

        JsonObject state = again.await("room.state").json();
        assertThat(state.getString("room")).isEqualTo("brief/" + room);
        assertThat(state.getJsonObject("data").getString("position")).endsWith("-1");
        assertThat(again.lastEventId()).isNotEqualTo(beginning);
        say("brief/" + room, "heard");
        again.await("message");
        assertThat(contents(again)).containsExactly("heard");
    }

    @Test
    void listensToTheUsersOwnRoomsWhereNoneIsNamed() {
        String user = "usual " + UUID.randomUUID();
        HeraldClient socket = connect(user);
        socket.ack("room.join", room, Body.of("lasting", true));
        EventSource stream = open(user, "");
        assertThat(stream.await("connected")
                        .json()
                        .getJsonObject("data")
                        .getJsonArray("rooms")
                        .toString())
                .contains("@" + user, room);

        connect("bob").ack("direct.send", null, Body.of("to", user, "content", "psst"));
        say(room, "in the room");

        stream.await(2, message -> message.is("message"));
        assertThat(contents(stream)).containsExactlyInAnyOrder("psst", "in the room");
    }

    @Test
    void tellsWhatIsVolatileAndTakesBinaryAsText() {
        EventSource stream = open("alice", "?room=" + room);
        stream.await("connected");
        HeraldClient bob = connect("bob");
        bob.join(room);
        bob.ack("typing.start", room);
        bob.sendBinary(Body.of("event", "message.send", "room", room), (byte) 1, (byte) 2);
        bob.sendBinary(Body.of("event", "room.emit", "room", room, "name", "bytes"), (byte) 3);
        bob.ack("message.send", room, Body.of("content", Body.of("n", 1)));

        assertThat(stream.await(
                        1,
                        message ->
                                message.is("room.user_joined") && message.data().contains("bob")))
                .allMatch(message -> message.id() == null);
        stream.await("typing.started");
        EventSource.Message binary = stream.await("message");
        assertThat(binary.json().getJsonObject("data").getJsonObject("content")).isEqualTo(Body.of("base64", "AQI="));
        assertThat(stream.await("room.event").json().getJsonObject("data").getJsonObject("payload"))
                .isEqualTo(Body.of("base64", "Aw=="));
    }

    @Test
    void keepsAnEventInOneLineHoweverItsContentWasWritten() {
        EventSource stream = open("alice", "?room=" + room);
        stream.await("connected");
        new Rest(server, Tokens.of("bob"))
                .post("/rooms/" + room + "/messages", "{\r\n\"content\":{\r\n \"a\":\r[\n1,\t2]}}");
        say(room, "after");
        stream.await(2, message -> message.is("message"));
        assertThat(stream.all("message")
                        .get(0)
                        .json()
                        .getJsonObject("data")
                        .getJsonObject("content")
                        .toString())
                .isEqualTo("{\"a\":[1,2]}");
    }

    @Test
    void countsAsPresenceAndAsAConnection() {
        String user = "reader " + UUID.randomUUID();
        EventSource stream = open(user, "?room=" + room);
        stream.await("connected");
        HeraldClient bob = connect("bob");
        bob.join(room);
        assertThat(bob.ack("room.members", room).toString()).contains(user);

        stream.close();
        // that a reader is gone shows when something is written
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            say(room, "are you there?");
            assertThat(bob.ack("room.members", room).toString()).doesNotContain(user);
        });
    }

    @Test
    void refusesBeforeTheStreamBegins() {
        assertThat(refusal("?room=staff/x")).isEqualTo("403 room_forbidden");
        assertThat(refusal("?room=@bob")).isEqualTo("403 room_forbidden");
        assertThat(refusal("?room=-x")).isEqualTo("400 invalid_data room");
        for (String cursor : List.of("x", "1~", "2", "1~abc.x-1", "1~abcdefgh.x-01", "1~abcdefgh.x-1~")) {
            assertThat(refusal("?room=" + room + "&cursor=" + cursor)).isEqualTo("400 invalid_data cursor");
        }
        assertThat(refusal("?cursor=1&cursor=1")).isEqualTo("400 bad_request");
        if (server.product().refusesUnreadableUrls()) {
            assertThat(call("GET", "?room=%zz").status()).isEqualTo(400);
        } else {
            assertThat(refusal("?room=%zz")).isEqualTo("400 bad_request");
        }
        String many = "?"
                + String.join(
                        "&", IntStream.range(0, 101).mapToObj(i -> "room=r" + i).toList());
        assertThat(refusal(many)).isEqualTo("400 too_many_rooms");
        assertThat(call("GET", "?room=" + room, "Accept: application/json").status())
                .isEqualTo(406);
        assertThat(call("GET", "?room=" + room, "Last-Event-ID: nonsense")
                        .json()
                        .getString("field"))
                .isEqualTo("cursor");
        assertThat(call("GET", "", "Origin: https://evil.example").status()).isEqualTo(403);
        assertThat(call("POST", "").status()).isEqualTo(405);
        assertThat(call("POST", "").header("Allow")).contains("GET, OPTIONS");
        assertThat(Http.call("HEAD", server.uri("/events"), null).statusCode()).isEqualTo(405);
        assertThat(call("OPTIONS", "").status()).isEqualTo(204);
        HttpAnswer stranger = RawHttp.get(Route.to(server), "/herald/events");
        assertThat(stranger.status()).isEqualTo(401);
        assertThat(stranger.json().getString("code")).isEqualTo("unauthorized");
    }

    @Test
    void opensNoForeignRoomForAForgedCursor() {
        EventSource staff = mine.add(EventSource.open(server, Tokens.of("eve", "staff"), "?room=staff/" + room));
        String cursor = staff.await("connected").id();
        new Rest(server, Tokens.of("eve", "staff"))
                .post("/rooms/staff/" + room + "/messages", Body.of("content", "secret"));
        staff.await("message");

        EventSource stream = open("mallory", "?room=" + room, "Last-Event-ID", cursor);
        stream.await("connected");
        say(room, "public");
        stream.await("message");

        assertThat(stream.all().toString()).doesNotContain("secret").doesNotContain("staff/");
        assertThat(contents(stream)).containsExactly("public");
    }

    @Test
    void endsWithTheToken() {
        EventSource stream = mine.add(EventSource.open(
                server, Tokens.user("brief").expiresIn(Duration.ofSeconds(4)).sign(), "?room=" + room));
        stream.await("connected");
        stream.await("auth.expiring");
        JsonObject last = stream.await("closed").json();
        stream.awaitEnd();
        assertThat(last)
                .isEqualTo(Body.of(
                        "event",
                        "closed",
                        "data",
                        Body.of("code", 4001, "reason", "the token has expired", "comeBack", false)));
    }

    @Test
    void cutsOffAReaderThatDoesNotReadAndLetsNobodyWaitForIt() {
        String brief = "brief/" + room; // without history: what is held is in outboxes
        EventSource quick = open("quick", "?room=" + brief);
        quick.await("connected");
        String stuck = "stuck " + UUID.randomUUID();
        List<RawHttp> stalled = IntStream.range(0, STALLED)
                .mapToObj(i -> mine.add(RawHttp.send(
                        Route.to(server).fromElsewhere().receiveBuffer(65_536),
                        "GET /herald/events?room=" + brief,
                        "Authorization: Bearer " + Tokens.of(stuck))))
                .toList();
        HeraldClient bob = connect("bob");
        bob.join(brief);
        Awaitility.await()
                .untilAsserted(() -> assertThat(bob.ack("room.members", brief).toString())
                        .contains("\"" + stuck + "\",\"connections\":" + STALLED));
        long heap = server.process().liveHeap();

        Publisher.publish(bob, brief, 1200, FILLING);

        quick.await(1200, message -> message.is("message"));
        assertThat(server.process().liveHeap() - heap)
                .as("of 384 MB that were said to them")
                .isLessThan(80_000_000);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(bob.ack("room.members", brief).toString()).doesNotContain(stuck));
        assertThat(server.process().liveHeap() - heap)
                .as("though they still do not read")
                .isLessThan(40_000_000);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(OpenSockets.fromElsewhere(server))
                        .as("connections, before anybody reads")
                        .isZero());
        assertThat(stalled)
                .allSatisfy(one -> assertThat(one.readToTheEnd(Duration.ofSeconds(10)))
                        .as("no more than what the kernel had taken")
                        .isLessThan(8_000_000));
        assertThat(quick.ended()).isFalse();
    }

    private HttpAnswer call(String method, String query, String... headers) {
        String[] all = Arrays.copyOf(headers, headers.length + 1);
        all[headers.length] = "Authorization: Bearer " + Tokens.of("alice");
        try (RawHttp http = RawHttp.send(Route.to(server), method + " /herald/events" + query, all)) {
            return http.answer();
        }
    }

    private String refusal(String query) {
        HttpAnswer answer = call("GET", query);
        assertThat(answer.header("Content-Type")).contains("application/problem+json");
        JsonObject problem = answer.json();
        return (answer.status() + " " + problem.getString("code") + " " + problem.getString("field", "")).strip();
    }
}
