package org.herald.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.herald.hub.CloseCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeavingTest {

    private final TestNode node = new TestNode();
    private final HeldBroker broker = node.broker();
    private final Visitor alice = node.open("alice");
    private final Visitor bob = node.open("bob");

    @BeforeEach
    void join() {
        alice.join("general");
        bob.join("general");
    }

    @AfterEach
    void close() {
        node.close();
    }

    private void leave(Visitor who) {
        who.say("{'event':'room.leave','id':'leave','room':'general'}");
    }

    @Test
    void hearsNothingMoreOfTheRoom() {
        leave(alice);
        node.publish("general", "later");

        assertThat(alice.ack("leave")).isEmpty();
        assertThat(alice.contents()).isEmpty();
        assertThat(bob.contents()).containsExactly("later");
        assertThat(bob.heard("room.user_left")).hasSize(1);
        assertThat(node.present("general")).containsExactly("bob*1");
        leave(bob);
        assertThat(node.rooms().size()).as("their own").isEqualTo(2);
    }

    @Test
    void cannotLeaveWhatItIsNotIn() {
        leave(alice);
        alice.say("{'event':'room.leave','id':'again','room':'general'}");
        assertThat(alice.error("again")).isEqualTo("not_joined");
    }

    @Test
    void staysInTheRoomWhileTheMembershipCannotBeEnded() {
        broker.away(true);
        leave(alice);
        broker.away(false);
        node.publish("general", "still there");

        assertThat(alice.error("leave")).isEqualTo("unavailable");
        assertThat(alice.contents()).containsExactly("still there");
        alice.line().closed(1000, "gone");
        node.advance(Duration.ofSeconds(6));
        assertThat(node.present("general")).containsExactly("bob*1");
        leave(bob);
        assertThat(node.rooms().size()).as("bob's own").isEqualTo(1);
    }

    @Test
    void endsAMembershipByAConnectionThatIsNotInTheRoom() {
        alice.say("{'event':'room.join','room':'general','data':{'lasting':true}}");
        Visitor elsewhere = node.openAlone("alice");
        leave(elsewhere);
        elsewhere.say("{'event':'room.leave','id':'again','room':'general'}");

        assertThat(elsewhere.ack("leave")).isEmpty();
        assertThat(elsewhere.error("again")).isEqualTo("not_joined");
        node.publish("general", "still there");
        assertThat(alice.contents()).containsExactly("still there");
        assertThat(node.openAlone("alice")
                        .heard("connected")
                        .get(0)
                        .getJsonObject("data")
                        .getJsonArray("rooms"))
                .hasSize(1);
    }

    @Test
    void leavesNothingBehindWhenTheSessionEndsWhileItLeaves() {
        for (int step = 0; step < 4; step++) {
            Visitor carol = node.open("carol");
            carol.join("general");
            broker.hold();
            leave(carol);
            for (int i = 0; i < step; i++) {
                broker.release();
            }
            carol.line().end(CloseCode.KICKED, "kicked");
            broker.letGo();
            node.advance(Duration.ofSeconds(6));
            assertThat(node.present("general")).containsExactly("alice*1", "bob*1");
            assertThat(node.rooms().size()).isEqualTo(3);
        }
    }

    @Test
    void hasNotLeftWhenAnotherConnectionIsThere() {
        Visitor second = node.open("alice");
        second.join("general");
        leave(alice);
        assertThat(bob.heard("room.user_left")).isEmpty();
        second.line().closed(1000, "gone");
        node.advance(Duration.ofSeconds(6));
        assertThat(bob.heard("room.user_left")).hasSize(1);
    }

    @Test
    void neitherLeavesNorJoinsWhenItIsBackWithinTheGrace() {
        alice.line().closed(1001, "gone");
        node.advance(Duration.ofSeconds(4));
        assertThat(node.sessions().size()).isEqualTo(1);
        Visitor back = node.open("alice");
        back.join("general");
        node.advance(Duration.ofSeconds(10));

        assertThat(bob.heard("room.user_left")).isEmpty();
        assertThat(bob.heard("room.user_joined")).isEmpty();
    }
}
