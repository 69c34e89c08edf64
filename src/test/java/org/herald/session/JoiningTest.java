package org.herald.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.herald.hub.CloseCode;
import org.herald.hub.RoomName;
import org.herald.hub.UserId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JoiningTest {

    private static final int MORE_STEPS_THAN_THERE_ARE = 12;

    private final TestNode node = new TestNode();
    private final HeldBroker broker = node.broker();

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void answersWithWhereTheRoomIs() {
        node.publish("general", "one", "two");
        Visitor alice = node.open("alice");
        alice.join("general");

        assertThat(alice.ack("join").keySet()).containsExactlyInAnyOrder("position", "recovered");
        assertThat(alice.ack("join").getString("position")).isEqualTo(node.position("general"));
        assertThat(alice.ack("join").getBoolean("recovered")).isTrue();
        assertThat(alice.contents()).isEmpty();
        assertThat(node.present("general")).containsExactly("alice*1");
    }

    @Test
    void tellsTheOthersOfAUsersFirstConnectionOnly() {
        Visitor bob = node.open("bob");
        bob.join("general");
        Visitor alice = node.open("alice");
        alice.join("general");
        node.open("alice").join("general");

        assertThat(bob.heard("room.user_joined")).hasSize(1);
        assertThat(bob.heard("room.user_joined").get(0).getJsonObject("data").getString("userId"))
                .isEqualTo("alice");
        assertThat(alice.heard("room.user_joined")).isEmpty();
        assertThat(node.present("general")).containsExactly("bob*1", "alice*2");
    }

    @Test
    void joinsTwiceWithoutComplaintUnlessASinceIsGiven() {
        Visitor alice = node.open("alice");
        alice.join("general");
        node.publish("general", "one");
        alice.say("{'event':'room.join','id':'again','room':'general'}");
        alice.say("{'event':'room.join','id':'since','room':'general','data':{'since':'" + node.position("general")
                + "'}}");

        assertThat(alice.ack("again").getString("position")).endsWith("-1");
        assertThat(alice.ack("again").getBoolean("recovered")).isTrue();
        assertThat(alice.error("since")).isEqualTo("conflict");
        node.publish("general", "two");
        assertThat(alice.contents()).containsExactly("one", "two");
    }

    @Test
    void keepsNobodyWhoMayNotJoin() {
        Visitor alice = node.open("alice");
        alice.join("owners/bob/x");
        assertThat(alice.error("join")).isEqualTo("room_forbidden");
        assertThat(node.rooms().size()).isEqualTo(1);
        alice.say("{'event':'room.join','id':'other','room':'@bob'}");
        assertThat(alice.error("other")).isEqualTo("room_forbidden");
    }

    @Test
    void letsAConnectionIntoSoManyRoomsBesideItsOwn() {
        TestNode few = new TestNode(Map.of("herald.limits.rooms-per-connection", "2"));
        Visitor alice = few.open("alice");
        alice.join("a");
        alice.say("{'event':'room.join','id':'b','room':'b'}");
        alice.say("{'event':'room.join','id':'c','room':'c'}");

        assertThat(alice.ack("b")).isNotNull();
        assertThat(alice.error("c")).isEqualTo("too_many_rooms");
        alice.say("{'event':'room.leave','room':'a'}");
        alice.say("{'event':'room.join','id':'d','room':'c'}");
        assertThat(alice.ack("d")).isNotNull();
        few.close();
    }

    @Test
    void keepsALastingMembershipForLaterConnections() {
        Visitor alice = node.open("alice");
        alice.say("{'event':'room.join','id':'join','room':'general','data':{'lasting':true}}");
        assertThat(alice.ack("join")).isNotNull();

        Visitor later = node.open("alice");
        node.publish("general", "one");
        assertThat(later.contents()).containsExactly("one");

        later.say("{'event':'room.leave','id':'leave','room':'general'}");
        Visitor last = node.open("alice");
        node.publish("general", "two");
        assertThat(last.contents()).isEmpty();
        assertThat(alice.contents()).containsExactly("one", "two");
    }

    @Test
    void makesAJoinLastWhenItIsJoinedAlready() {
        Visitor alice = node.open("alice");
        alice.join("general");
        alice.say("{'event':'room.join','id':'for good','room':'general','data':{'lasting':true}}");
        assertThat(alice.ack("for good").getBoolean("recovered")).isTrue();
        assertThat(memberships("alice")).containsExactly(new RoomName("general"));
    }

    @Test
    void givesAUserSoManyLastingMembershipsAndNoneInTheOwnRoom() {
        TestNode few = new TestNode(Map.of("herald.limits.rooms-per-connection", "1"));
        few.open("alice").say("{'event':'room.join','room':'a','data':{'lasting':true}}");
        Visitor alice = few.openAlone("alice");
        alice.say("{'event':'room.join','id':'own','room':'@alice','data':{'lasting':true}}");
        alice.say("{'event':'room.join','id':'b','room':'b','data':{'lasting':true}}");

        assertThat(alice.ack("own")).isNotNull();
        assertThat(alice.error("b")).isEqualTo("too_many_rooms");
        assertThat(few.present("b")).isEmpty();
        alice.say("{'event':'message.send','id':'say','room':'b','data':{'content':'x'}}");
        assertThat(alice.error("say")).isEqualTo("not_joined");
        few.close();
    }

    @Test
    void undoesAJoinThatTheStoreLeftHalfDone() {
        for (int step = 0; step < 4; step++) {
            TestNode fresh = new TestNode();
            Visitor alice = fresh.open("alice");
            fresh.broker().hold();
            alice.say("{'event':'room.join','id':'join','room':'general','data':{'since':'x-1','lasting':true}}");
            for (int i = 0; i < step; i++) {
                fresh.broker().release();
            }
            fresh.broker().away(true);
            fresh.broker().release();
            fresh.broker().away(false);
            fresh.broker().letGo();

            assertThat(alice.error("join")).isEqualTo("unavailable");
            assertThat(fresh.present("general")).isEmpty();
            assertThat(fresh.rooms().size()).as("only the user's own").isEqualTo(1);
            alice.say("{'event':'room.join','id':'again','room':'general'}");
            assertThat(alice.ack("again")).isNotNull();
            assertThat(fresh.present("general")).containsExactly("alice*1");
            fresh.close();
        }
    }

    @Test
    void leavesNothingBehindWhenTheSessionEndsAtAnyStep() {
        endAtEveryStep(alice -> alice.line().closed(1000, "gone"));
        endAtEveryStep(alice -> alice.line().end(CloseCode.KICKED, "kicked"));
    }

    private static void endAtEveryStep(Consumer<Visitor> end) {
        for (int step = 0; step < MORE_STEPS_THAN_THERE_ARE; step++) {
            for (String since : new String[] {"", ",'since':'x-1'", ",'since':'here'"}) {
                TestNode fresh = new TestNode();
                fresh.publish("general", "one", "two");
                Visitor watcher = fresh.open("watcher");
                watcher.join("general");
                Visitor alice = fresh.open("alice");
                fresh.broker().hold();
                String here = since.replace("here", watcher.ack("join").getString("position"));
                alice.say("{'event':'room.join','room':'general','data':{'lasting':true" + here + "}}");
                for (int i = 0; i < step; i++) {
                    fresh.broker().release();
                }
                end.accept(alice);
                fresh.broker().letGo();
                fresh.advance(Duration.ofSeconds(6));

                assertThat(fresh.present("general")).as("%s %s", step, since).containsExactly("watcher*1");
                assertThat(fresh.rooms().size()).as("the watcher's").isEqualTo(2);
                assertThat(fresh.sessions().size()).isEqualTo(1);
                assertThat(alice.released()).isEqualTo(1);
                assertThat(watcher.heard("room.user_joined")).hasSameSizeAs(watcher.heard("room.user_left"));
                fresh.close();
            }
        }
    }

    @Test
    void announcesNobodyWhoWasGoneBeforeTheRoomWasSubscribed() {
        Visitor bob = node.open("bob");
        bob.join("general");
        Visitor alice = node.open("alice");
        broker.hold();
        alice.say("{'event':'room.join','room':'general','data':{'lasting':true}}");
        alice.line().closed(1001, "gone");
        broker.letGo();

        assertThat(bob.heard("room.user_joined")).isEmpty();
        assertThat(bob.heard("room.user_left")).isEmpty();
    }

    @Test
    void runsCommandsOfAConnectionAfterTheJoinBeforeThem() {
        Visitor alice = node.open("alice");
        broker.hold();
        alice.join("general");
        alice.send("general", "one");
        alice.say("{'event':'ping','id':'ping'}");
        assertThat(alice.events()).containsExactly("connected");
        broker.letGo();

        assertThat(alice.events()).containsExactly("connected", "ack", "message", "ack");
    }

    @Test
    void showsTheNewestOfManyRoomsToAReceiverThatTakesItsTime() {
        TestNode small = new TestNode(Map.of("herald.outbox.bytes", "16384", "herald.limits.message-size", "4096"));
        for (int room = 0; room < 20; room++) {
            small.publish("r" + room, "x".repeat(3500));
        }
        FakeSocket socket = new FakeSocket();
        Visitor alice = small.open(TestNode.identity("alice"), false, socket);
        socket.byHand();
        for (int room = 0; room < 20; room++) {
            alice.join("r" + room, "lost-1");
        }
        socket.atOnce();

        assertThat(socket.closes()).isEmpty();
        assertThat(alice.heard("room.state")).hasSize(20);
        small.close();
    }

    private Set<RoomName> memberships(String user) {
        return broker.memberships().of(new UserId(user)).toCompletableFuture().join();
    }
}
