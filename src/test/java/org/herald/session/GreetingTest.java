package org.herald.session;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.herald.hub.CloseCode;
import org.herald.hub.Identity;
import org.herald.hub.RoomName;
import org.herald.hub.UserId;
import org.herald.hub.VolatileEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GreetingTest {

    private final TestNode node = new TestNode();
    private final HeldBroker broker = node.broker();

    @AfterEach
    void close() {
        node.close();
    }

    private void lasting(String user, String... rooms) {
        Visitor visitor = node.open(user);
        for (String room : rooms) {
            visitor.say("{'event':'room.join','room':'" + room + "','data':{'lasting':true}}");
        }
        visitor.line().closed(1000, "done");
    }

    private static List<String> rooms(Visitor visitor) {
        return visitor.heard("connected").get(0).getJsonObject("data").getJsonArray("rooms").stream()
                .map(room -> room.asJsonObject().getString("room"))
                .toList();
    }

    @Test
    void tellsAConnectionOfItselfFirst() {
        Identity until = new Identity(
                new UserId("alice"),
                Set.of(),
                Identity.Grants.NONE,
                null,
                null,
                node.clock().millis() + 600_000);
        Visitor alice = node.open(until, false, new FakeSocket());

        JsonObject connected = alice.heard().get(0);
        assertThat(connected.keySet()).containsExactlyInAnyOrder("event", "data");
        JsonObject data = connected.getJsonObject("data");
        assertThat(data.keySet())
                .containsExactlyInAnyOrder(
                        "connectionId",
                        "userId",
                        "node",
                        "protocol",
                        "heartbeat",
                        "maxMessageSize",
                        "rooms",
                        "expiresAt");
        assertThat(data.getString("connectionId")).isEqualTo(alice.id().value());
        assertThat(data.getString("userId")).isEqualTo("alice");
        assertThat(data.getString("node")).isEqualTo("n1");
        assertThat(data.getInt("maxMessageSize")).isEqualTo(65_536);
        assertThat(data.getJsonNumber("expiresAt").longValue()).isEqualTo(until.expiresAt());
    }

    @Test
    void canBeReachedInItsRoomsAsSoonAsItHasHeardOfThem() {
        UserId user = new UserId("alice");
        VolatileEvent soon = VolatileEvent.in(RoomName.personal(user), new VolatileEvent.TypingStarted(user));
        FakeSocket socket = new FakeSocket().answering(() -> broker.fanout().emit(soon));
        Visitor alice = node.open(TestNode.identity("alice"), false, socket);

        assertThat(alice.heard())
                .extracting(event -> event.getString("event"))
                .containsExactly("connected", "typing.started");
    }

    @Test
    void joinsTheUsersOwnRoomAndThoseOfLastingMembership() {
        lasting("alice", "zoo", "general");
        node.publish("general", "before");
        Visitor alice = node.open("alice");

        assertThat(rooms(alice)).containsExactly("@alice", "general", "zoo");
        node.publish("general", "one");
        node.publish("zoo", "two");
        node.publish("@alice", "three");
        assertThat(alice.contents()).containsExactly("one", "two", "three");
        assertThat(node.present("general")).containsExactly("alice*1");
    }

    @Test
    void onlyListsTheRoomsForOneThatJoinsThemItself() {
        lasting("alice", "general");
        node.advance(Duration.ofSeconds(6));
        Visitor alice = node.openAlone("alice");
        String since = node.position("general");

        assertThat(rooms(alice)).containsExactly("@alice", "general");
        node.publish("general", "missed");
        assertThat(alice.contents()).isEmpty();
        assertThat(node.present("general")).isEmpty();
        assertThat(node.rooms().size()).isZero();
        alice.join("general", since);
        assertThat(alice.contents()).containsExactly("missed");
    }

    @Test
    void leavesOutRoomsThatTheUserMayNoLongerJoin() {
        lasting("alice", "general");
        broker.memberships().add(new UserId("alice"), new org.herald.hub.RoomName("owners/bob"), 10);
        assertThat(rooms(node.open("alice"))).containsExactly("@alice", "general");
    }

    @Test
    void tellsNothingOfARoomBeforeTheWelcome() {
        lasting("alice", "general");
        broker.hold();
        Visitor alice = node.open("alice");
        while (broker.waiting() > 1) {
            broker.release();
            node.publish("general", "early");
        }
        assertThat(alice.heard()).isEmpty();
        broker.letGo();
        node.publish("general", "new");

        assertThat(alice.events().get(0)).isEqualTo("connected");
        assertThat(alice.contents()).endsWith("new").doesNotHaveDuplicates();
    }

    @Test
    void answersCommandsOnlyAfterTheWelcome() {
        broker.hold();
        Visitor alice = node.open("alice");
        alice.say("{'event':'ping','id':'ping'}");
        assertThat(alice.heard()).isEmpty();
        broker.letGo();
        assertThat(alice.events()).containsExactly("connected", "ack");
    }

    @Test
    void endsAConnectionWhoseRoomsCannotBeHadAndLeavesNothing() {
        lasting("alice", "general", "zoo");
        node.advance(Duration.ofSeconds(6));
        for (int step = 0; step < 8; step++) {
            broker.hold();
            Visitor alice = node.open("alice");
            for (int i = 0; i < step; i++) {
                broker.release();
            }
            broker.away(true);
            broker.release();
            broker.away(false);
            broker.letGo();
            node.advance(Duration.ofSeconds(6));

            assertThat(alice.socket().closes()).containsExactly(CloseCode.TRY_LATER);
            assertThat(alice.heard()).isEmpty();
            assertThat(alice.released()).isEqualTo(1);
            assertThat(node.rooms().size()).as("after step %s", step).isZero();
            assertThat(node.present("general")).isEmpty();
            assertThat(node.sessions().size()).isZero();
        }
    }

    @Test
    void leavesNothingWhenTheClientIsGoneBeforeTheWelcome() {
        lasting("alice", "general");
        node.advance(Duration.ofSeconds(6));
        for (int step = 0; step < 8; step++) {
            broker.hold();
            Visitor alice = node.open("alice");
            for (int i = 0; i < step; i++) {
                broker.release();
            }
            alice.line().closed(1006, "gone");
            broker.letGo();
            node.advance(Duration.ofSeconds(6));

            assertThat(node.rooms().size()).as("after step %s", step).isZero();
            assertThat(node.present("general")).isEmpty();
            assertThat(node.present("@alice")).isEmpty();
            assertThat(alice.released()).isEqualTo(1);
        }
    }
}
