package org.herald.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.herald.broker.ControlMessage;
import org.herald.broker.ControlMessage.CancelDrain;
import org.herald.broker.ControlMessage.Drain;
import org.herald.hub.CloseCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A node that is emptied, and one that stops. */
class DrainTest {

    private final TestNode node = new TestNode(Map.of("herald.auth.sources", "header,first-message"));

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void letsNobodyInWhileItDrains() {
        Visitor stranger = node.open(null, false, new FakeSocket());
        order(new Drain("n1", Duration.ofSeconds(10)));

        assertThat(stranger.socket().closes()).containsExactly(CloseCode.RESTART);
        assertThat(node.gatekeeper().isOpen()).isFalse();
        assertThatThrownBy(() -> admit()).isInstanceOfSatisfying(HandshakeRefused.class, refused -> {
            assertThat(refused.refusal()).isEqualTo(Refusal.UNAVAILABLE);
            assertThat(refused.retryAfter()).isPositive();
        });

        order(new CancelDrain("n1"));
        assertThat(node.gatekeeper().isOpen()).isTrue();
        assertThat(admit()).isNotNull();
        assertOpen(node.open("bob"));
    }

    @Test
    void sendsClientsAwayEvenlyOverTheTime() {
        List<Visitor> visitors = open(20);

        assertThat(order(new Drain("n1", Duration.ofSeconds(10)))).isEqualTo(20);

        for (int second = 1; second <= 10; second++) {
            node.advance(Duration.ofSeconds(1));
            assertThat(gone(visitors)).isBetween(2L * second - 1, 2L * second + 1);
        }
        for (Visitor visitor : visitors) {
            assertThat(visitor.events()).containsExactly("connected", "server.draining");
            assertThat(visitor.heard("server.draining")
                            .get(0)
                            .getJsonObject("data")
                            .getInt("reconnectAfterMs"))
                    .isBetween(0, 999);
            assertEnded(visitor, CloseCode.RESTART, "the server restarts");
        }
    }

    @Test
    void stopsWhenTheLastSocketIsDone() {
        CompletableFuture<Void> end = new CompletableFuture<>();
        FakeSocket slow = new FakeSocket().endingWith(end);
        node.openAlone("alice", slow);

        CompletableFuture<Void> stopped = node.sessions().drain();
        assertThat(slow.closes()).containsExactly(CloseCode.RESTART);
        assertThat(stopped).isNotDone();
        end.complete(null);
        assertThat(stopped).isDone();
    }

    @Test
    void cutsOffWhoIsStuckWhenItStops() {
        FakeSocket stuck = new FakeSocket();
        FakeSocket fine = new FakeSocket();
        node.openAlone("alice", stuck);
        node.openAlone("bob", fine);
        stuck.byHand();

        CompletableFuture<Void> stopped = node.sessions().drain();
        node.advance(Duration.ofSeconds(2));
        assertThat(stuck.closes()).containsExactly(CloseCode.RESTART);
        assertThat(stopped).as("it may only be slow").isNotDone();

        node.sessions().cutOff();
        assertThat(stuck.cutsOff()).isEqualTo(1);
        assertThat(fine.cutsOff()).isZero();
        assertThat(stopped).isDone();
    }

    @Test
    void servesAClientUntilItIsSentAway() {
        List<Visitor> visitors = open(2);
        visitors.forEach(visitor -> visitor.join("general"));
        order(new Drain("n1", Duration.ofSeconds(10)));
        node.advance(Duration.ofSeconds(1));
        node.publish("general", "last words");

        Visitor still = visitors.stream()
                .filter(visitor -> visitor.socket().closes().isEmpty())
                .findFirst()
                .orElseThrow();
        assertThat(still.contents()).containsExactly("last words");
        assertThat(still.events()).doesNotContain("server.draining");
    }

    @Test
    void lastsNoLongerThanASecondDrainSays() {
        List<Visitor> visitors = open(10);
        order(new Drain("n1", Duration.ofHours(1)));
        order(new Drain("n1", Duration.ZERO));
        node.advance(Duration.ofSeconds(1));

        assertThat(gone(visitors)).isEqualTo(10);
        assertThat(visitors)
                .allMatch(visitor -> visitor.heard("server.draining").size() == 1);
    }

    @Test
    void keepsWhoIsStillThereWhenTheDrainIsCancelled() {
        List<Visitor> visitors = open(10);
        order(new Drain("n1", Duration.ofSeconds(10)));
        node.advance(Duration.ofSeconds(5));
        long gone = gone(visitors);

        assertThat(order(new CancelDrain("n1"))).isEqualTo((int) (10 - gone));
        assertThat(order(new CancelDrain("n1"))).isZero();
        node.advance(Duration.ofSeconds(10));

        assertThat(gone(visitors)).isEqualTo(gone).isBetween(4L, 6L);
    }

    @Test
    void sendsAwayWhoWasLetInJustBefore() {
        order(new Drain("n1", Duration.ofSeconds(10)));
        Visitor late = node.open("late");
        node.advance(Duration.ofSeconds(11));

        assertEnded(late, CloseCode.RESTART, "the server restarts");
        assertThat(late.events()).containsExactly("connected", "server.draining");
    }

    @Test
    void endsWhoIsStillThereWhenItIsBeingStopped() {
        List<Visitor> visitors = open(10);
        order(new Drain("n1", Duration.ofHours(1)));
        node.sessions().drain();

        assertThat(gone(visitors)).isEqualTo(10);
        assertThat(visitors).allMatch(visitor -> visitor.events().contains("server.draining"));
        assertThat(node.open("late").socket().closes()).containsExactly(CloseCode.RESTART);
    }

    @Test
    void endsWhoWasLetInJustBeforeItWasSuspended() {
        node.sessions().suspend();
        Visitor late = node.open("late");
        assertEnded(late, CloseCode.RESTART, "the server restarts");
        node.sessions().resume();

        assertOpen(node.open("bob"));
    }

    @Test
    void drainsAllNodesWhenNoneIsNamed() {
        Visitor alice = node.open("alice");
        order(new Drain(null, null));
        node.advance(Duration.ofSeconds(10));
        assertThat(alice.socket().closes()).containsExactly(CloseCode.RESTART);
        order(new CancelDrain(null));
        assertThat(node.gatekeeper().isOpen()).isTrue();
    }

    @Test
    void isNotConcernedByTheDrainOfAnotherNode() {
        Visitor alice = node.open("alice");
        assertThat(order(new Drain("n2", null))).isZero();
        assertOpen(alice);
        assertThat(node.gatekeeper().isOpen()).isTrue();
        order(new Drain("n1", null));
        order(new CancelDrain("n2"));
        assertThat(node.gatekeeper().isOpen()).isFalse();
    }

    @Test
    void staysClosedWhenItIsBeingStopped() {
        order(new Drain(null, null));
        node.sessions().drain();
        order(new CancelDrain(null));

        assertThat(node.gatekeeper().isOpen()).isFalse();
    }

    private List<Visitor> open(int count) {
        return IntStream.range(0, count).mapToObj(i -> node.open("u" + i)).toList();
    }

    private static long gone(List<Visitor> visitors) {
        return visitors.stream()
                .filter(visitor -> !visitor.socket().closes().isEmpty())
                .count();
    }

    private Admitted admit() {
        String token = node.token("u" + UUID.randomUUID());
        return node.gatekeeper().admit(new TestKnock().token(token).made());
    }

    /** How many connections it concerned. */
    private int order(ControlMessage message) {
        return node.broker()
                .control()
                .send(message)
                .toCompletableFuture()
                .join()
                .connections();
    }

    private static void assertEnded(Visitor visitor, CloseCode code, String reason) {
        assertThat(visitor.socket().closes()).containsExactly(code);
        assertThat(visitor.socket().reasons()).containsExactly(reason);
    }

    private static void assertOpen(Visitor visitor) {
        assertThat(visitor.socket().closes()).isEmpty();
    }
}
