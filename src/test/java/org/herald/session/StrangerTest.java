package org.herald.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;
import org.herald.hub.CloseCode;
import org.herald.hub.Frame;
import org.herald.protocol.HeraldV1;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StrangerTest {

    private static final Map<String, String> CONFIG =
            Map.of("herald.auth.sources", "first-message", "herald.limits.connections-per-user", "1");

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private boolean later;
    private final TestNode node = new TestNode(CONFIG, task -> {
        if (later) {
            tasks.add(task);
        } else {
            task.run();
        }
    });
    private final FakeSocket socket = new FakeSocket();

    @AfterEach
    void close() {
        node.close();
    }

    private Line open() {
        return open(socket);
    }

    private Line open(Socket with) {
        Admitted admitted = node.gatekeeper().admit(new TestKnock().made());
        assertThat(admitted.principal()).isNull();
        Ticket ticket = node.gatekeeper().claim(admitted.ticket().id().value()).orElseThrow();
        return node.sessions().open(ticket, new HeraldV1(32), with);
    }

    private String auth(String user) {
        return "{\"event\":\"auth\",\"id\":\"a\",\"data\":{\"token\":\"" + node.token(user) + "\"}}";
    }

    private void runAll() {
        later = false;
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    private void endsWith(CloseCode code) {
        assertThat(socket.closes()).containsExactly(code);
        assertThat(socket.frames()).isEmpty();
        assertThat(node.placesTaken()).isZero();
        assertThat(node.sessions().size()).isZero();
        assertThat(node.counts().of("handshake refused unauthorized")).isEqualTo(1);
    }

    @Test
    void becomesASessionByAGoodToken() {
        Line line = open();
        line.text(auth("alice"), true);
        line.text("{\"event\":\"ping\",\"id\":\"p\"}", true);

        assertThat(socket.messages()).extracting(m -> m.getString("event")).containsExactly("connected", "ack", "ack");
        assertThat(socket.messages().get(1).getString("id")).isEqualTo("a");
        assertThat(node.sessions().size()).isEqualTo(1);
        node.advance(Duration.ofSeconds(6));
        assertThat(socket.closes()).isEmpty();
        line.closed(1000, "done");
        assertThat(node.placesTaken()).isZero();
        assertThat(node.sessions().size()).isZero();
    }

    @Test
    void endsWhenNoTokenComesInTime() {
        open();
        node.advance(Duration.ofMillis(4500));
        assertThat(socket.closes()).isEmpty();
        node.advance(Duration.ofSeconds(1));
        endsWith(CloseCode.UNAUTHORIZED);
    }

    @Test
    void endsAtABadToken() {
        open().text(auth("alice").replace("eyJ", "eyK"), true);
        endsWith(CloseCode.UNAUTHORIZED);
    }

    @Test
    void endsAtAnythingButAuth() {
        open().text("{\"event\":\"ping\",\"id\":\"p\"}", true);
        endsWith(CloseCode.UNAUTHORIZED);
    }

    @Test
    void endsAtABrokenFrame() {
        open().text("{", true);
        endsWith(CloseCode.UNAUTHORIZED);
    }

    @Test
    void endsAtABinaryFrame() {
        open().binary(java.nio.ByteBuffer.wrap(new byte[] {0, 2, '{', '}'}), true);
        endsWith(CloseCode.UNAUTHORIZED);
    }

    @Test
    void endsWhenItSendsMoreBeforeTheAnswer() {
        Line line = open();
        later = true;
        line.text(auth("alice"), true);
        line.text("{\"event\":\"ping\"}", true);
        runAll();
        endsWith(CloseCode.UNAUTHORIZED);
    }

    @Test
    void givesEverythingBackWhenTheClientIsGoneMeanwhile() {
        Line line = open();
        later = true;
        line.text(auth("alice"), true);
        line.closed(1006, "gone");
        runAll();

        assertThat(socket.frames()).isEmpty();
        assertThat(node.placesTaken()).isZero();
        assertThat(node.sessions().size()).isZero();
        later = false;
        open(new FakeSocket()).text(auth("alice"), true);
        assertThat(node.sessions().size()).as("alice's one place is free").isEqualTo(1);
    }

    @Test
    void isToldToTryLaterWhenTheUserHasTooManyConnections() {
        open(new FakeSocket()).text(auth("alice"), true);
        Line line = open();
        line.text(auth("alice"), true);

        assertThat(socket.closes()).containsExactly(CloseCode.TRY_LATER);
        assertThat(node.placesTaken()).isEqualTo(1);
    }

    @Test
    void countsNoPongAndNoPartOfAMessageForAToken() {
        Line line = open();
        line.pong(new byte[8]);
        line.text("{\"ev", false);
        node.advance(Duration.ofSeconds(6));
        endsWith(CloseCode.UNAUTHORIZED);
    }

    @Test
    void isSentAwayWhenTheNodeIsDrained() {
        open();
        assertThat(node.sessions().drain()).isCompleted();
        assertThat(socket.closes()).containsExactly(CloseCode.RESTART);
        assertThat(node.placesTaken()).isZero();
    }

    @Test
    void isSentAwayWhenItOpensAfterDrainingBegan() {
        Admitted admitted = node.gatekeeper().admit(new TestKnock().made());
        Ticket ticket = node.gatekeeper().claim(admitted.ticket().id().value()).orElseThrow();
        node.sessions().drain();
        node.sessions().open(ticket, new HeraldV1(32), socket);
        assertThat(socket.closes()).containsExactly(CloseCode.RESTART);
        assertThat(node.placesTaken()).isZero();
    }

    @Test
    void isSentAwayWhenItsTokenIsGoodAfterDrainingBegan() {
        Line line = open();
        later = true;
        line.text(auth("alice"), true);
        node.sessions().drain();
        runAll();
        assertThat(socket.closes()).containsExactly(CloseCode.RESTART);
        assertThat(node.sessions().size()).isZero();
        assertThat(node.placesTaken()).isZero();
    }

    @Test
    void isToldToTryLaterWhileUsersCannotBeCounted() {
        Line line = open();
        node.broker().away(true);
        line.text(auth("alice"), true);
        assertThat(socket.closes()).containsExactly(CloseCode.TRY_LATER);
        assertThat(node.counts().of("handshake refused unavailable")).isEqualTo(1);
        assertThat(node.placesTaken()).isZero();
    }

    @Test
    void hearsTheClientsFirstWordsHoweverFastTheyCome() {
        Answering eager = new Answering("{\"event\":\"ping\",\"id\":\"p\"}");
        eager.line = open(eager);
        eager.line.text(auth("alice"), true);

        assertThat(eager.socket.messages())
                .extracting(m -> m.getString("event"))
                .startsWith("connected")
                .hasSize(3);
        assertThat(eager.socket.messages())
                .extracting(m -> m.getString("id", ""))
                .contains("p", "a");
        assertThat(eager.socket.closes()).isEmpty();
    }

    @Test
    void hearsThatTheClientIsGoneThoughTheStrangerWasTold() {
        Admitted admitted = node.gatekeeper().admit(new TestKnock().made());
        Ticket ticket = node.gatekeeper().claim(admitted.ticket().id().value()).orElseThrow();
        Line line = new Line(65_536);
        Stranger stranger =
                new Stranger(node.sessions(), line, ticket, new HeraldV1(32), new FakeSocket(), node.parts());
        line.connect(stranger);
        line.text(auth("alice"), true);
        assertThat(node.sessions().size()).isEqualTo(1);

        stranger.closed(1006, "told by a thread that was late");

        assertThat(node.sessions().size()).isZero();
        assertThat(node.placesTaken()).isZero();
    }

    /** A client that answers the first thing it hears before the write of it has returned. */
    private static final class Answering implements Socket {
        private final FakeSocket socket = new FakeSocket();
        private final String answer;
        private Line line;

        private Answering(String answer) {
            this.answer = answer;
        }

        @Override
        public int most() {
            return socket.most();
        }

        @Override
        public void write(List<Frame> frames, Consumer<Throwable> done) {
            boolean first = socket.frames().isEmpty();
            socket.write(frames, done);
            if (first) {
                line.text(answer, true);
            }
        }

        @Override
        public void ping(byte[] payload) {
            socket.ping(payload);
        }

        @Override
        public void close(CloseCode code, String reason) {
            socket.close(code, reason);
        }
    }
}
