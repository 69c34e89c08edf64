package org.herald.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.herald.hub.CloseCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HeartbeatsTest {

    private final TestNode node = new TestNode();
    private final Visitor alice = node.open("alice");
    private final FakeSocket socket = alice.socket();

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void pingsEveryInterval() {
        node.advance(Duration.ofSeconds(29));
        assertThat(socket.pings()).isEmpty();
        node.advance(Duration.ofSeconds(2));
        assertThat(socket.pings()).hasSize(1);
        node.advance(Duration.ofSeconds(28));
        assertThat(socket.pings()).hasSize(1);
        node.advance(Duration.ofSeconds(4));
        assertThat(socket.pings()).hasSize(2);
    }

    @Test
    void measuresTheRoundTripOfTheLastPing() {
        node.advance(Duration.ofSeconds(31));
        node.clock().advance(Duration.ofMillis(250));
        byte[] ping = socket.pings().get(0);
        long late = (node.clock().nanos() - ByteBuffer.wrap(ping).getLong()) / 1_000_000;

        alice.line().pong(ping);
        alice.line().pong(new byte[] {1, 2, 3});
        alice.line().pong(new byte[0]);
        alice.line().pong(ByteBuffer.allocate(8).putLong(42).array());
        alice.line().pong(new byte[9]);

        assertThat(late).isGreaterThanOrEqualTo(250);
        assertThat(node.counts().of("round trip " + late)).isEqualTo(1);
    }

    @Test
    void measuresNothingBeforeTheFirstPing() {
        alice.line().pong(new byte[8]);
        assertThat(node.counts().of("round trip 0")).isZero();
    }

    @Test
    void endsAConnectionThatIsSilent() {
        node.advance(Duration.ofSeconds(90));
        assertThat(socket.closes()).isEmpty();
        node.advance(Duration.ofSeconds(2));

        assertThat(socket.closes()).containsExactly(CloseCode.HEARTBEAT_TIMEOUT);
        assertThat(node.counts().of("closed 4009")).isEqualTo(1);
        assertThat(node.sessions().size()).isZero();
    }

    @Test
    void takesAnythingForASignOfLife() {
        List<Runnable> signs = List.of(
                () -> alice.line().pong(new byte[8]),
                () -> alice.line().text("{\"ev", false),
                () -> alice.line().text("x", true),
                () -> alice.line().binary(ByteBuffer.wrap(new byte[1]), false));
        for (Runnable sign : signs) {
            node.advance(Duration.ofSeconds(80));
            sign.run();
        }
        node.advance(Duration.ofSeconds(80));
        assertThat(socket.closes()).isEmpty();
        node.advance(Duration.ofSeconds(12));
        assertThat(socket.closes()).containsExactly(CloseCode.HEARTBEAT_TIMEOUT);
    }

    @Test
    void endsAConnectionThatTakesTooLongToTakeAFrame() {
        socket.byHand();
        alice.join("general");
        node.advance(Duration.ofSeconds(10));
        assertThat(socket.closes()).isEmpty();
        node.advance(Duration.ofSeconds(2));
        assertThat(socket.closes()).containsExactly(CloseCode.TOO_SLOW);
    }

    @Test
    void endsNoConnectionThatTakesItsTimeForManyFrames() {
        socket.byHand();
        for (int i = 0; i < 10; i++) {
            alice.say("{'event':'ping','id':'p" + i + "'}");
        }
        for (int i = 0; i < 10; i++) {
            node.advance(Duration.ofSeconds(8));
            socket.complete();
        }
        assertThat(socket.closes()).isEmpty();
    }

    @Test
    void closesTheSocketOfAWriteThatFailed() {
        socket.byHand();
        alice.say("{'event':'ping','id':'p'}");
        socket.fail(new IOException("broken pipe"));

        assertThat(socket.closes()).containsExactly(CloseCode.SERVER_FAULT);
        assertThat(node.counts().of("closed 1006")).isEqualTo(1);
        assertThat(node.sessions().size()).isZero();
        assertThat(alice.released()).isEqualTo(1);
        alice.line().closed(1006, "gone");
        assertThat(alice.released()).isEqualTo(1);
    }

    @Test
    void oneSocketThatThrowsTakesNothingFromTheOthers() {
        alice.join("general");
        Visitor bob = node.open("bob");
        bob.join("general");
        Visitor carol = node.open("carol");
        carol.join("general");
        bob.socket().throwing(new IllegalStateException("closed"));

        node.publish("general", "one");

        assertThat(alice.contents()).containsExactly("one");
        assertThat(carol.contents()).containsExactly("one");
        assertThat(bob.socket().closes()).containsExactly(CloseCode.SERVER_FAULT);
    }
}
