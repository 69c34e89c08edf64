package org.herald.session;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.herald.hub.CloseCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CatchUpTest {

    private final TestNode node = new TestNode();
    private final HeldBroker broker = node.broker();

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void sendsWhatWasMissedAfterTheAckAndBeforeAnythingNewer() {
        node.publish("general", "one", "two", "three");
        String since = node.position("general").replaceAll("-3$", "-1");
        Visitor alice = node.open("alice");

        alice.join("general", since);
        node.publish("general", "four");

        assertThat(alice.events()).containsExactly("connected", "ack", "message", "message", "message");
        assertThat(alice.contents()).containsExactly("two", "three", "four");
        assertThat(node.counts().of("replayed")).isEqualTo(2);
        assertThat(alice.ack("join").getBoolean("recovered")).isTrue();
        assertThat(alice.ack("join").getString("position")).isEqualTo(since.replaceAll("-1$", "-3"));
    }

    @Test
    void readsAsManyPagesAsWereMissed() {
        String start = node.position("general").replaceAll("-.*", "-0");
        List<String> texts = publish(3 * CatchUp.PAGE + 50);
        Visitor alice = node.open("alice");

        alice.join("general", start);
        node.publish("general", "new");

        texts.add("new");
        assertThat(alice.contents()).isEqualTo(texts);
    }

    @Test
    void readsAsManyPagesAsTheirBytesMake() {
        TestNode small = new TestNode(Map.of("herald.outbox.bytes", "8192", "herald.limits.message-size", "1024"));
        String start = small.position("general");
        List<String> texts =
                IntStream.range(0, 50).mapToObj(i -> i + "x".repeat(500)).toList();
        small.publish("general", texts.toArray(String[]::new));
        Visitor alice = small.open("alice");

        alice.join("general", start);

        assertThat(alice.contents()).isEqualTo(texts);
        small.close();
    }

    @Test
    void waitsForAReceiverThatTakesItsTime() {
        TestNode small = new TestNode(Map.of("herald.outbox.messages", "16"));
        String start = small.position("general");
        List<String> texts = IntStream.range(0, 250).mapToObj(i -> "m" + i).toList();
        small.publish("general", texts.toArray(String[]::new));
        FakeSocket socket = new FakeSocket();
        Visitor alice = small.open(TestNode.identity("alice"), false, socket);
        socket.byHand();

        alice.join("general", start);
        int taken = 0;
        while (socket.complete()) {
            assertThat(socket.underWay()).isLessThanOrEqualTo(1);
            taken++;
        }

        assertThat(taken).isEqualTo(251);
        assertThat(socket.closes()).isEmpty();
        assertThat(alice.contents()).isEqualTo(texts);
        small.close();
    }

    @Test
    void joinsHistoryAndLiveEventsThatCameWhileHistoryWasRead() {
        node.publish("general", "one");
        String since = node.position("general");
        Visitor alice = node.open("alice");
        broker.hold();
        alice.join("general", since);
        broker.release(); // subscribed
        node.publish("general", "two");
        broker.release(); // present
        node.publish("general", "three");
        broker.release(); // read
        node.publish("general", "four");
        broker.letGo();

        assertThat(alice.contents()).containsExactly("two", "three", "four");
    }

    @Test
    void holdsBackLiveEventsWhileTheJoinIsNotAnswered() {
        Visitor alice = node.open("alice");
        broker.hold();
        alice.join("general");
        broker.release(); // subscribed
        node.publish("general", "one");
        broker.release(); // present
        node.publish("general", "two");

        assertThat(alice.contents()).isEmpty();
        broker.letGo();
        node.publish("general", "three");

        assertThat(alice.ack("join").getString("position")).endsWith("-2");
        assertThat(alice.contents()).containsExactly("three");
    }

    @Test
    void needsNoHistoryForTheFewEventsThatCameMeanwhile() {
        Visitor alice = joinMeanwhile(Seat.HELD);

        assertThat(alice.contents()).hasSize(Seat.HELD + 1).startsWith("m0").endsWith("new");
        assertThat(alice.socket().closes()).isEmpty();
    }

    @Test
    void endsAConnectionRatherThanForgetOneOfManyEventsThatCameMeanwhile() {
        Visitor alice = joinMeanwhile(Seat.HELD + 1);

        assertThat(alice.contents()).isEmpty();
        assertThat(alice.socket().closes()).containsExactly(CloseCode.TOO_SLOW);
    }

    /** Joins a room that keeps no history, where things happen while the answer is on its way. */
    private Visitor joinMeanwhile(int events) {
        Visitor alice = node.open("alice");
        broker.holdAnswers();
        alice.join("mute/board");
        broker.release(); // subscribed
        for (int i = 0; i < events; i++) {
            node.publish("mute/board", "m" + i, 0);
        }
        broker.letGo(); // where the room was before
        node.publish("mute/board", "new", 0);
        return alice;
    }

    @Test
    void endsAConnectionRatherThanLeaveAHole() {
        String start = node.position("general");
        publish(2 * CatchUp.PAGE);
        Visitor alice = node.open("alice");
        broker.hold();
        alice.join("general", start);
        broker.release(); // subscribed
        broker.release(); // present
        broker.release(); // the first page
        node.publish("general", "and now only few are kept", 10);
        broker.letGo();

        assertThat(alice.contents()).hasSize(CatchUp.PAGE);
        assertThat(alice.socket().closes()).containsExactly(CloseCode.TOO_SLOW);
        assertThat(node.rooms().size()).isZero();
    }

    @Test
    void endsAConnectionWhenHistoryIsAway() {
        String start = node.position("general");
        publish(2 * CatchUp.PAGE);
        Visitor alice = node.open("alice");
        broker.hold();
        alice.join("general", start);
        broker.release();
        broker.release();
        broker.release();
        broker.away(true);
        broker.release();
        broker.away(false);
        broker.letGo();

        assertThat(alice.contents()).hasSize(CatchUp.PAGE);
        assertThat(alice.socket().closes()).containsExactly(CloseCode.TRY_LATER);
        assertThat(node.rooms().size()).isZero();
    }

    @Test
    void showsTheNewestWhereHistoryNoLongerReachesBack() {
        String start = node.position("general");
        List<String> texts = publish(150);
        node.publish("general", "last", 120);
        Visitor alice = node.open("alice");

        alice.join("general", start);
        node.publish("general", "new");

        assertThat(alice.events()).containsExactly("connected", "ack", "room.state", "message");
        assertThat(alice.ack("join").getBoolean("recovered")).isFalse();
        JsonObject state = alice.heard("room.state").get(0).getJsonObject("data");
        assertThat(state.getString("position")).endsWith("-151");
        List<String> shown = state.getJsonArray("events").getValuesAs(JsonObject.class).stream()
                .map(event -> event.getJsonObject("data").getString("content"))
                .toList();
        assertThat(shown).hasSize(CatchUp.PAGE).startsWith(texts.get(51)).endsWith("last");
        assertThat(alice.contents()).containsExactly("new");
        assertThat(node.counts().of("not recovered")).isEqualTo(1);
    }

    @Test
    void answersAnotherEpochAndAPositionFromTheFutureByTheNewest() {
        node.publish("general", "one");
        String future = node.position("general").replaceAll("-1$", "-2");
        for (String since : List.of("other-1", future)) {
            Visitor visitor = node.open("u-" + since);
            visitor.join("general", since);
            assertThat(visitor.events()).containsExactly("connected", "ack", "room.state");
            assertThat(visitor.ack("join").getBoolean("recovered")).isFalse();
        }
    }

    @Test
    void doesNotGiveBackToTheSenderWhatItWantedNoEchoOf() {
        FakeSocket socket = new FakeSocket();
        Visitor alice = node.open(TestNode.identity("alice"), false, socket);
        String start = node.position("general");
        publish(2 * CatchUp.PAGE);
        broker.hold();
        alice.join("general", start);
        broker.release();
        broker.release();
        broker.release(); // answered, and more to read
        alice.say("{'event':'message.send','room':'general','data':{'content':'mine','echo':false}}");
        broker.letGo();
        node.publish("general", "after");

        assertThat(alice.contents())
                .hasSize(2 * CatchUp.PAGE + 1)
                .doesNotContain("mine")
                .endsWith("after");
    }

    private List<String> publish(int count) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add("m" + i);
        }
        node.publish("general", texts.toArray(String[]::new));
        return texts;
    }
}
