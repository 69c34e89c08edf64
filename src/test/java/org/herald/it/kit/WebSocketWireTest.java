package org.herald.it.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class WebSocketWireTest {

    @AutoClose
    private final Belongings mine = new Belongings();

    /** The example of RFC 6455 section 1.3. */
    @Test
    void knowsTheAnswerToAKey() {
        assertThat(Handshake.accept("dGhlIHNhbXBsZSBub25jZQ==")).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }

    @Test
    void readsARefusal() throws IOException {
        Server server = serve(peer -> peer.say(
                "HTTP/1.1 429 Too Many\r\nRetry-After: 7\r\n" + "Content-Length: 22\r\n\r\n{\"code\":\"too_many…\"}"));

        HandshakeRefused refused = catchThrowableOfType(HandshakeRefused.class, () -> open(server));

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.answer().header("retry-after")).hasValue("7");
        assertThat(refused.answer().json().getString("code")).isEqualTo("too_many…");
    }

    @Test
    void readsARefusalInChunksAndOneThatEndsWithTheConnection() throws IOException {
        Server chunked = serve(peer -> peer.say(
                "HTTP/1.1 401 No\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n{\"a\r\n4;x=y\r\n\":1}\r\n0\r\n\r\n"));
        Server ending = serve(peer -> peer.say("HTTP/1.1 500 Oh\r\n\r\nsorry"));

        assertThat(catchThrowableOfType(HandshakeRefused.class, () -> open(chunked))
                        .answer()
                        .body())
                .isEqualTo("{\"a\":1}");
        assertThat(catchThrowableOfType(HandshakeRefused.class, () -> open(ending))
                        .answer()
                        .body())
                .isEqualTo("sorry");
    }

    @Test
    void distrustsAnUpgradeWithAWrongAnswerToItsKey() throws IOException {
        Server server = serve(peer -> peer.say("HTTP/1.1 101 Yes\r\nSec-WebSocket-Accept: bm8=\r\n\r\n"));

        assertThatThrownBy(() -> open(server)).isInstanceOf(IOException.class).hasMessageContaining("bm8=");
    }

    @Test
    void findsWholeWhatCameInHalvesAroundADeadline() throws IOException {
        byte[] frame = WireFrame.text("x".repeat(70_000)).unmasked();
        CountDownLatch missed = new CountDownLatch(1);
        Server server = serve(peer -> {
            peer.upgrade();
            peer.send(Arrays.copyOf(frame, 5));
            ScriptedServer.await(missed);
            peer.send(Arrays.copyOfRange(frame, 5, frame.length));
        });
        WebSocketWire wire = open(server);

        assertThatThrownBy(() -> wire.read(Duration.ofMillis(50))).isInstanceOf(SocketTimeoutException.class);
        missed.countDown();

        assertThat(wire.readText()).hasSize(70_000);
        assertThatThrownBy(wire::readText).isInstanceOf(EOFException.class);
    }

    @Test
    void answersAPingUnlessToldOtherwise() throws IOException {
        CompletableFuture<byte[]> heard = new CompletableFuture<>();
        Server server = serve(peer -> {
            peer.upgrade();
            peer.send(WireFrame.of(WireFrame.PING, new byte[] {1}).unmasked());
            peer.send(WireFrame.of(WireFrame.PING, new byte[] {2}).unmasked());
            heard.complete(peer.hearOut());
        });
        WebSocketWire wire = open(server);

        wire.answerPings(false);
        wire.read(WebSocketWire.PATIENCE);
        wire.answerPings(true);
        wire.read(WebSocketWire.PATIENCE);
        wire.close();

        byte[] pong = WireFrame.of(WireFrame.PONG, new byte[] {2}).unmasked();
        assertThat(heard.join()).hasSize(pong.length + 4).startsWith((byte) 0x8A, (byte) 0x81);
    }

    private Server serve(ScriptedServer.Script script) throws IOException {
        return mine.add(new ScriptedServer(script)).server();
    }

    private WebSocketWire open(Server server) throws IOException {
        return mine.add(WebSocketWire.open(server, Handshake.with(server)));
    }
}
