package org.herald.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.herald.auth.BadRequest;
import org.herald.auth.Query;
import org.herald.broker.ControlMessage;
import org.herald.hub.CloseCode;
import org.herald.hub.ErrorCode;
import org.herald.hub.Frame;
import org.herald.hub.Refused;
import org.herald.hub.RoomName;
import org.herald.hub.UserId;
import org.herald.protocol.Cursor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Those who only listen: where they begin, and what they are told. */
class ListenersTest {

    private final TestNode node = new TestNode(Map.of(
            "herald.limits.connections-per-user", "2",
            "herald.limits.handshakes-per-address", "30/PT30S",
            "herald.limits.requests", "100/PT100S"));
    private final Listeners listeners = node.listeners();

    @AfterEach
    void close() {
        node.close();
    }

    private TestKnock knock(String user) {
        return new TestKnock().without("Upgrade").token(node.token(user));
    }

    private static Arrival arrival(String query) {
        return Arrival.of(Query.parse(query), null);
    }

    private FakeSocket listen(String user, String query) {
        return node.listen(listeners.admit(knock(user).made(), arrival(query)));
    }

    private Cursor beginning(String user, String query) {
        Arrival arrival = arrival(query);
        Caller caller = listeners.receive(knock(user).made(), arrival);
        return listeners.beginning(caller, arrival).toCompletableFuture().join().cursor();
    }

    /** What was seen by one who has read everything. */
    private static Cursor seen(FakeSocket socket) {
        Cursor cursor = Cursor.EMPTY;
        for (Frame frame : socket.frames()) {
            cursor = cursor.with(frame.marks());
        }
        return cursor;
    }

    private static List<String> heard(FakeSocket socket) {
        return socket.frames().stream()
                .filter(frame -> frame.size() > 0)
                .map(frame -> FakeSocket.read(frame.text()))
                .filter(event -> event.getString("event").equals("message"))
                .map(event -> event.getString("room") + ":"
                        + event.getJsonObject("data").getString("content"))
                .toList();
    }

    private static void refuses(ErrorCode code, String field, Runnable call) {
        assertThatThrownBy(call::run).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo(code);
            assertThat(refused.field()).isEqualTo(field);
        });
    }

    @Test
    void hearsTheRoomsThatAreAskedForFromNowOn() {
        node.publish("a", "before");
        FakeSocket socket = listen("alice", "room=a&room=b");
        node.publish("a", "one");
        node.publish("b", "two");
        node.publish("c", "three");
        assertThat(heard(socket)).containsExactly("a:one", "b:two");
        assertThat(node.present("a")).containsExactly("alice*1");
    }

    @Test
    void goesOnAfterWhatWasSeenOfEachRoom() {
        FakeSocket first = listen("alice", "room=a&room=b");
        node.publish("a", "1");
        node.publish("b", "1");
        Cursor cursor = seen(first);
        node.publish("a", "2", "3");
        node.publish("b", "2");

        FakeSocket again = listen("alice", "room=a&room=b&room=c&cursor=" + cursor);
        node.publish("a", "4");
        node.publish("c", "1");

        assertThat(heard(again)).containsExactlyInAnyOrder("a:2", "a:3", "b:2", "a:4", "c:1");
        assertThat(heard(again).stream().filter(one -> one.startsWith("a"))).containsExactly("a:2", "a:3", "a:4");
        assertThat(seen(again).of(new RoomName("a")))
                .hasValueSatisfying(at -> assertThat(at.seq()).isEqualTo(4));
    }

    @Test
    void losesNothingThatHappensBetweenTwoListeners() {
        String cursor = beginning("alice", "room=a").toString();
        for (int i = 1; i <= 5; i++) {
            node.publish("a", "m" + i);
            FakeSocket socket = listen("alice", "room=a&cursor=" + cursor);
            assertThat(heard(socket)).containsExactly("a:m" + i);
            cursor = seen(socket).toString();
            node.sessions().obey(new ControlMessage.KickUser(new UserId("alice"), null));
        }
    }

    @Test
    void beginsAnewWhereTheHistoryOfARoomWasLost() {
        Cursor cursor =
                Cursor.parse(beginning("alice", "room=a&room=b").toString().replaceAll("\\.[0-9a-z]+-0", ".gone-7"));
        node.publish("a", "still there");
        FakeSocket socket = listen("alice", "room=a&cursor=" + cursor);
        JsonObject state = socket.frames().stream()
                .filter(frame -> frame.size() > 0)
                .map(frame -> FakeSocket.read(frame.text()))
                .filter(event -> event.getString("event").equals("room.state"))
                .findFirst()
                .orElseThrow();
        assertThat(state.getJsonObject("data").getJsonArray("events")).hasSize(1);
        node.publish("a", "next");
        assertThat(heard(socket)).containsExactly("a:next");
        assertThat(seen(socket).of(new RoomName("a")).orElseThrow().seq()).isEqualTo(2);
    }

    @Test
    void hearsTheUsersOwnRoomsWhereNoneIsNamed() {
        Visitor visitor = node.open("alice");
        visitor.say("{'event':'room.join','id':'j','room':'lasting','data':{'lasting':true}}");
        FakeSocket socket = listen("alice", "");
        node.publish("lasting", "one");
        node.publish("@alice", "two");
        assertThat(heard(socket)).containsExactly("lasting:one", "@alice:two");
        Cursor now = beginning("alice", "");
        assertThat(now.of(new RoomName("lasting"))).isEqualTo(seen(socket).of(new RoomName("lasting")));
        assertThat(now.of(RoomName.personal(new UserId("alice")))).isPresent();
    }

    @Test
    void opensNoRoomThatTheCallerMayNotJoin() {
        refuses(ErrorCode.ROOM_FORBIDDEN, null, () -> listen("alice", "room=a&room=owners/bob"));
        refuses(ErrorCode.ROOM_FORBIDDEN, null, () -> beginning("alice", "room=@bob"));
        assertThat(node.counts().of("refused room_forbidden")).isEqualTo(2);
        assertThat(node.placesTaken()).isZero();
    }

    @Test
    void namesWhatIsWrong() {
        refuses(ErrorCode.INVALID_DATA, "room", () -> arrival("room="));
        refuses(ErrorCode.INVALID_DATA, "cursor", () -> arrival("cursor=x"));
        refuses(ErrorCode.INVALID_DATA, "cursor", () -> Arrival.of(Query.parse("cursor=1"), "x"));
        assertThat(Arrival.of(Query.parse("cursor=x"), "1").cursor())
                .as("the header counts")
                .hasToString("1");
        assertThat(Arrival.of(Query.parse("cursor=1"), "").cursor()).hasToString("1");
        assertThat(Arrival.of(Query.parse(""), null).cursor()).isNull();
        assertThatThrownBy(() -> arrival("cursor=1&cursor=1")).isInstanceOf(BadRequest.class);
        String many = rooms(101);
        refuses(ErrorCode.TOO_MANY_ROOMS, null, () -> listeners.arrival(Query.parse(many), null));
        assertThat(node.counts().of("refused too_many_rooms")).isOne();
        assertThat(arrival(many.replace("room=r100", "room=r1")).rooms()).hasSize(100);
    }

    @Test
    void countsAsAConnectionOfTheUser() {
        listen("alice", "room=a");
        listen("alice", "room=a");
        assertThatThrownBy(() -> listen("alice", "room=a"))
                .isInstanceOfSatisfying(
                        HandshakeRefused.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(Refusal.TOO_MANY_CONNECTIONS));
        assertThat(node.placesTaken()).isEqualTo(2);
        assertThat(node.sessions().size()).isEqualTo(2);
    }

    @Test
    void countsEveryAttemptToStayButNoPoll() {
        for (int i = 0; i < 60; i++) {
            beginning("alice", "room=a");
        }
        for (int i = 0; i < 15; i++) {
            listen("user " + i, "room=a");
            listen("user " + i, "room=a");
        }
        assertThatThrownBy(() -> listen("one more", "room=a"))
                .isInstanceOfSatisfying(
                        HandshakeRefused.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(Refusal.TOO_MANY_CONNECTIONS));
    }

    @Test
    void countsPollsAsRequestsOfTheUser() {
        for (int i = 0; i < 100; i++) {
            beginning("alice", "room=a");
        }
        refuses(ErrorCode.RATE_LIMITED, null, () -> beginning("alice", "room=a"));
        assertThat(node.counts().of("refused rate_limited")).isOne();
        assertThat(node.counts().of("limit requests")).isOne();
        beginning("bob", "room=a");
    }

    @Test
    void slowsDownWhoPollsWithoutWaiting() {
        String cursor = beginning("alice", "room=a").toString();
        Arrival arrival = arrival("room=a&cursor=" + cursor);
        for (int i = 1; i < 100; i++) {
            Caller caller = listeners.receive(knock("alice").made(), arrival);
            node.listen(listeners.hold(caller, arrival));
            node.sessions().obey(new ControlMessage.KickUser(new UserId("alice"), null));
        }
        refuses(
                ErrorCode.RATE_LIMITED,
                null,
                () -> listeners.receive(knock("alice").made(), arrival));
        assertThat(node.placesTaken()).isZero();
        assertThat(node.sessions().size()).isZero();
    }

    @Test
    void countsARequestForEveryTenRoomsOfAPollThatAreBegun() {
        for (int i = 0; i < 33; i++) {
            beginning("alice", rooms(21));
        }
        beginning("alice", rooms(10));
        refuses(ErrorCode.RATE_LIMITED, null, () -> beginning("alice", rooms(1)));
        node.advance(Duration.ofSeconds(2));
        refuses(ErrorCode.RATE_LIMITED, null, () -> beginning("alice", rooms(21)));
        beginning("alice", rooms(20));
    }

    @Test
    void countsTheRoomsOfAStreamAsThoseOfAPoll() {
        for (int i = 0; i < 10; i++) {
            listen("alice", rooms(100));
            node.sessions().obey(new ControlMessage.KickUser(new UserId("alice"), null));
        }
        refuses(ErrorCode.RATE_LIMITED, null, () -> listen("alice", rooms(1)));
        assertThat(node.counts().of("limit requests")).isOne();
        assertThat(node.placesTaken()).isZero();
    }

    @Test
    void letsMoreRoomsBeAskedForThanThereAreRequestsAtAll() {
        try (TestNode tight = new TestNode(Map.of("herald.limits.requests", "2/PT2S"))) {
            Listeners few = tight.listeners();
            TestKnock knock = new TestKnock().without("Upgrade").token(tight.token("alice"));
            few.receive(knock.made(), arrival(rooms(100)));
            refuses(ErrorCode.RATE_LIMITED, null, () -> few.receive(knock.made(), arrival(rooms(1))));
        }
    }

    private static String rooms(int count) {
        return String.join(
                "&", IntStream.range(0, count).mapToObj(i -> "room=r" + i).toList());
    }

    @Test
    void letsNobodyInWhileTheNodeDrains() {
        Arrival arrival = arrival("room=a");
        Caller caller = listeners.receive(knock("alice").made(), arrival);
        FakeSocket socket = listen("bob", "room=a");
        node.sessions().drain();
        assertThat(socket.closes()).containsExactly(CloseCode.RESTART);
        assertThat(socket.texts().get(socket.texts().size() - 1)).contains("server.draining");
        assertThatThrownBy(() -> listeners.hold(caller, arrival))
                .isInstanceOfSatisfying(
                        HandshakeRefused.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(Refusal.UNAVAILABLE));
    }

    @Test
    void endsWithTheToken() {
        Ticket ticket = listeners.admit(
                new TestKnock()
                        .token(node.token("alice", Duration.ofSeconds(70)))
                        .made(),
                arrival("room=a"));
        FakeSocket socket = node.listen(ticket);
        node.advance(Duration.ofSeconds(69));
        assertThat(socket.closes()).isEmpty();
        node.advance(Duration.ofSeconds(2));
        assertThat(socket.closes()).containsExactly(CloseCode.UNAUTHORIZED);
        assertThat(node.placesTaken()).isZero();
    }

    @Test
    void endsWhenHistoryCannotBeRead() {
        String cursor = beginning("alice", "room=a").toString();
        Ticket ticket = listeners.admit(knock("alice").made(), arrival("room=a&cursor=" + cursor));
        node.broker().away(true);
        FakeSocket socket = node.listen(ticket);
        assertThat(socket.closes()).containsExactly(CloseCode.TRY_LATER);
        node.broker().away(false);
        assertThat(node.placesTaken()).isZero();
    }
}
