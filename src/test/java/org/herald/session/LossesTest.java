package org.herald.session;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.time.Duration;
import org.herald.hub.RoomName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LossesTest {

    private static final RoomName ROOM = new RoomName("general");

    private final TestNode node = new TestNode();

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void tellsEveryMemberHowTheRoomIsNow() {
        node.publish("general", "one");
        Visitor alice = member("alice");
        Visitor bob = member("bob");
        Visitor other = node.open("carol");
        other.join("elsewhere");

        node.sessions().lost(ROOM);

        for (Visitor member : new Visitor[] {alice, bob}) {
            JsonObject state = member.heard("room.state").get(0).getJsonObject("data");
            assertThat(state.getString("position")).isEqualTo(node.position("general"));
            assertThat(state.getJsonArray("events")).hasSize(1);
        }
        assertThat(other.heard("room.state")).isEmpty();
    }

    @Test
    void goesOnLiveWithoutAGapOrADuplicate() {
        Visitor alice = member("alice");
        node.publish("general", "one");
        node.broker().hold();
        node.sessions().lost(ROOM);
        node.publish("general", "two");
        node.broker().release();
        node.publish("general", "three");
        node.broker().letGo();
        node.publish("general", "four");

        assertThat(alice.heard("room.state")).hasSize(1);
        JsonObject state = alice.heard("room.state").get(0).getJsonObject("data");
        assertThat(state.getString("position"))
                .isEqualTo(node.position("general").replaceAll("-4$", "-2"));
        assertThat(alice.contents()).containsExactly("one", "three", "four");
    }

    @Test
    void waitsForAStoreThatIsAway() {
        Visitor alice = member("alice");
        node.broker().away(true);
        node.sessions().lost(ROOM);
        assertThat(alice.heard("room.state")).isEmpty();

        node.broker().away(false);
        node.advance(Duration.ofSeconds(2));

        assertThat(alice.heard("room.state")).hasSize(1);
        assertThat(alice.socket().closes()).isEmpty();
    }

    private Visitor member(String user) {
        Visitor visitor = node.open(user);
        visitor.join("general");
        return visitor;
    }
}
