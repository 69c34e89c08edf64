package org.herald.it.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class HeraldClientTest {

    private static final byte[] CONNECTED = WireFrame.text("{\"event\":\"connected\",\"data\":{\"userId\":\"alice\"}}")
            .unmasked();

    @AutoClose
    private final Belongings mine = new Belongings();

    @Test
    void givesEachRequestItsReply() throws IOException {
        CountDownLatch asked = new CountDownLatch(1);
        HeraldClient client = connect(peer -> {
            ScriptedServer.await(asked);
            peer.send(WireFrame.text("{\"event\":\"error\",\"id\":\"2\",\"data\":{\"code\":\"conflict\"}}")
                    .unmasked());
            peer.send(WireFrame.text("{\"event\":\"ack\",\"id\":\"1\"}").unmasked());
            peer.hearOut();
        });

        CompletableFuture<Received> first = client.requestAs("1", "room.join", "a", null);
        CompletableFuture<Received> second = client.requestAs("2", "room.join", "b", null);
        asked.countDown();

        assertThat(first.join().is("ack")).isTrue();
        assertThat(second.join().code()).isEqualTo("conflict");
    }

    @Test
    void failsTheRequestsThatAnEndingLeavesUnanswered() throws IOException {
        HeraldClient client = connect(peer -> {
            peer.socket().getInputStream().read();
            peer.send(WireFrame.close(4001, "expired").unmasked());
            peer.hearOut();
        });

        CompletableFuture<Received> reply = client.request("room.join", "a", null);

        assertThat(client.awaitEnding()).isEqualTo(new Ending(4001, "expired"));
        assertThatThrownBy(reply::get).isInstanceOf(ExecutionException.class).hasMessageContaining("4001");
    }

    @Test
    void putsFragmentsTogetherAndTakesBinaryMessagesApart() throws IOException {
        byte[] head = "{\"event\":\"room.event\"}".getBytes(StandardCharsets.UTF_8);
        byte[] binary = ByteBuffer.allocate(head.length + 4)
                .putShort((short) head.length)
                .put(head)
                .put(new byte[] {8, 9})
                .array();
        byte[] text = "{\"event\":\"message\",\"data\":{\"content\":\"grüße\"}}".getBytes(StandardCharsets.UTF_8);
        HeraldClient client = connect(peer -> {
            for (int i = 0; i < text.length; i++) {
                int opcode = i == 0 ? WireFrame.TEXT : WireFrame.CONTINUATION;
                peer.send(new WireFrame(i == text.length - 1, 0, opcode, new byte[] {text[i]}).unmasked());
            }
            peer.send(WireFrame.binary(binary).unmasked());
            peer.hearOut();
        });

        assertThat(client.inbox().await("message").content()).isEqualTo("grüße");
        assertThat(client.inbox().await("room.event").payload()).containsExactly(8, 9);
    }

    @Test
    void saysWhatCameInsteadOfWhatWasAwaited() throws IOException {
        HeraldClient client = connect(ScriptedServer.Peer::hearOut);

        assertThatThrownBy(() -> client.inbox().await(one -> one.is("message"), Duration.ofMillis(20)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("0 of 1")
                .hasMessageContaining("connected");
    }

    @Test
    void knowsAnEndingWithoutACloseFrame() throws IOException {
        HeraldClient client = connect(peer -> peer.socket().setSoLinger(true, 0));

        assertThat(client.awaitEnding().code()).isEqualTo(1006);
        assertThatThrownBy(() -> client.inbox().await("message")).hasMessageContaining("1006");
    }

    private HeraldClient connect(ScriptedServer.Script afterConnected) throws IOException {
        ScriptedServer server = mine.add(new ScriptedServer(peer -> {
            peer.upgrade();
            peer.send(CONNECTED);
            afterConnected.play(peer);
        }));
        HeraldClient client = HeraldClient.connect(server.server(), "token");
        mine.add(client.wire());
        return client;
    }
}
