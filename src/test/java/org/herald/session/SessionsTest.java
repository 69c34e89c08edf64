package org.herald.session;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.herald.figures.NodeState;
import org.herald.hub.CloseCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SessionsTest {

    private final TestNode node = new TestNode(Map.of("herald.drain.time", "PT10S"));

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void letsAClientWaitForItsOwnAnswersThatAsksFasterThanItListens() {
        try (TestNode small = new TestNode(Map.of("herald.outbox.messages", "16"))) {
            FakeSocket socket = new FakeSocket();
            Visitor alice = small.openAlone("alice", socket);
            socket.byHand();
            for (int i = 0; i < 50; i++) {
                alice.say("{'event':'ping','id':'" + i + "'}");
            }
            assertThat(socket.closes()).isEmpty();

            socket.atOnce();
            assertThat(alice.heard("ack")).hasSize(50);
        }
    }

    @Test
    void countsConnectionsAsTheyComeAndGo() {
        Visitor alice = node.open("alice");
        node.open("bob");
        assertThat(node.sessions().size()).isEqualTo(2);
        assertThat(node.counts().of("opened")).isEqualTo(2);
        alice.line().closed(1001, "gone");
        alice.line().closed(1001, "gone");
        alice.line().end(CloseCode.KICKED, "too late");

        assertThat(node.sessions().size()).isEqualTo(1);
        assertThat(node.counts().of("closed 1001")).isEqualTo(1);
        assertThat(node.counts().of("closed 1001 by client")).isEqualTo(1);
        assertThat(alice.released()).isEqualTo(1);
        assertThat(alice.socket().closes()).isEmpty();
    }

    @Test
    void sendsTheLastWordsBeforeItCloses() {
        FakeSocket socket = new FakeSocket();
        Visitor alice = node.open(TestNode.identity("alice"), false, socket);
        socket.byHand();
        alice.say("{'event':'ping','id':'a'}");
        alice.say("{'event':'ping','id':'b'}");
        alice.line().end(CloseCode.KICKED, "kicked");

        assertThat(socket.closes()).isEmpty();
        socket.atOnce();
        assertThat(alice.events()).containsExactly("connected", "ack", "ack");
        assertThat(socket.closes()).containsExactly(CloseCode.KICKED);
        node.advance(Duration.ofSeconds(3));
        assertThat(socket.closes()).hasSize(1);
    }

    @Test
    void doesNotWaitLongForTheLastWords() {
        FakeSocket socket = new FakeSocket();
        Visitor alice = node.open(TestNode.identity("alice"), false, socket);
        socket.byHand();
        alice.say("{'event':'ping','id':'a'}");
        alice.line().end(CloseCode.KICKED, "kicked");
        node.advance(Duration.ofMillis(900));
        assertThat(socket.closes()).isEmpty();
        node.advance(Duration.ofMillis(200));
        assertThat(socket.closes()).containsExactly(CloseCode.KICKED);
    }

    @Test
    void answersNothingAfterTheEnd() {
        FakeSocket socket = new FakeSocket();
        Visitor alice = node.open(TestNode.identity("alice"), false, socket);
        alice.line().end(CloseCode.KICKED, "kicked");
        alice.say("{'event':'room.join','id':'late','room':'general'}");
        alice.say("{");
        assertThat(alice.events()).containsExactly("connected");
        assertThat(node.rooms().size()).isZero();
    }

    @Test
    void closesATooSlowConnectionAtOnceAndLetsTheOthersBe() {
        TestNode small = new TestNode(Map.of("herald.outbox.messages", "16"));
        FakeSocket slow = new FakeSocket();
        Visitor alice = small.open(TestNode.identity("alice"), false, slow);
        Visitor bob = small.open("bob");
        alice.join("general");
        bob.join("general");
        slow.byHand();
        assertThat(small.sessions().waiting()).isEqualTo(new NodeState.Waiting(0, 0, 0));
        small.publish("general", "m0");
        NodeState.Waiting waiting = small.sessions().waiting();
        assertThat(waiting.frames()).isEqualTo(1);
        assertThat(waiting.bytes()).isPositive().isEqualTo(waiting.fullest());
        for (int i = 1; i < 17; i++) {
            small.publish("general", "m" + i);
        }

        assertThat(slow.closes()).containsExactly(CloseCode.TOO_SLOW);
        assertThat(small.counts().of("closed 4008 by server")).isEqualTo(1);
        assertThat(small.sessions().waiting().frames()).isZero();
        assertThat(bob.contents()).hasSize(17);
        slow.atOnce();
        assertThat(alice.contents()).containsExactly("m0");
        assertThat(small.rooms().size()).isEqualTo(2);
        small.close();
    }

    @Test
    void dropsVolatileEventsForASlowReceiver() {
        TestNode small = new TestNode(Map.of("herald.outbox.messages", "16"));
        FakeSocket slow = new FakeSocket();
        Visitor alice = small.open(TestNode.identity("alice"), false, slow);
        Visitor bob = small.open("bob");
        alice.join("general");
        bob.join("general");
        slow.byHand();
        for (int i = 0; i < 40; i++) {
            bob.say("{'event':'room.emit','room':'general','data':{'name':'cursor','payload':" + i + "}}");
        }
        slow.atOnce();

        assertThat(slow.closes()).isEmpty();
        List<JsonObject> cursors = alice.heard("room.event");
        assertThat(cursors.get(cursors.size() - 1).getJsonObject("data").getInt("payload"))
                .isEqualTo(39);
        assertThat(cursors).hasSizeLessThan(17);
        assertThat(small.counts().of("dropped")).isEqualTo(40 - cursors.size());
        small.close();
    }

    @Test
    void tellsEveryoneWhenToComeBackAndEndsThem() {
        List<Visitor> visitors = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            visitors.add(node.open("u" + i));
        }
        CompletableFuture<Void> drained = node.sessions().drain();

        Set<Integer> times = new HashSet<>();
        for (Visitor visitor : visitors) {
            assertThat(visitor.events()).containsExactly("connected", "server.draining");
            int after = visitor.heard("server.draining")
                    .get(0)
                    .getJsonObject("data")
                    .getInt("reconnectAfterMs");
            assertThat(after).isBetween(0, 9999);
            times.add(after);
            assertThat(visitor.socket().closes()).containsExactly(CloseCode.RESTART);
            assertThat(visitor.released()).isEqualTo(1);
        }
        assertThat(times).as("each another time").hasSizeGreaterThan(40);
        assertThat(drained).isCompleted();
        assertThat(node.sessions().size()).isZero();
    }

    @Test
    void hasDrainedWhenTheSlowestIsClosed() {
        FakeSocket slow = new FakeSocket();
        node.open(TestNode.identity("alice"), false, slow);
        slow.byHand();
        CompletableFuture<Void> drained = node.sessions().drain();
        assertThat(drained).isNotDone();
        slow.atOnce();
        assertThat(drained).isCompleted();
    }

    @Test
    void hasDrainedWhenAClientIsGoneByItself() {
        FakeSocket slow = new FakeSocket();
        Visitor alice = node.open(TestNode.identity("alice"), false, slow);
        slow.byHand();
        CompletableFuture<Void> drained = node.sessions().drain();
        alice.line().closed(1001, "gone");
        assertThat(drained).isCompleted();
    }

    @Test
    void sendsAwayWhoHadBeenLetInBeforeDraining() {
        node.sessions().drain();
        Visitor late = node.open("late");
        assertThat(late.events()).contains("server.draining");
        assertThat(late.socket().closes()).containsExactly(CloseCode.RESTART);
        assertThat(node.sessions().size()).isZero();
        assertThat(node.rooms().size()).isZero();
    }
}
