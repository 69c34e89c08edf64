package org.herald.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.Deflated;
import org.herald.it.kit.Handshake;
import org.herald.it.kit.HeraldClient;
import org.herald.it.kit.HeraldWar;
import org.herald.it.kit.HttpAnswer;
import org.herald.it.kit.NodeProgram;
import org.herald.it.kit.Route;
import org.herald.it.kit.Server;
import org.herald.it.kit.Tokens;
import org.herald.it.kit.WebSocketWire;
import org.herald.it.kit.WireFrame;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.TargetsContainer;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compressed messages (RFC 7692), where {@code herald.compression} is on. */
@Tag("newer-jdk")
@ExtendWith(ArquillianExtension.class)
class CompressionIT {

    private static final int MOST = 65_536;
    private static final int TOO_LARGE = 1009;

    @ArquillianResource
    private Server server;

    @AutoClose
    private final Belongings mine = new Belongings();

    private final String room = "compressed/" + UUID.randomUUID();

    @Deployment(testable = false)
    @TargetsContainer("stranger")
    static WebArchive herald() {
        return HeraldWar.built();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "permessage-deflate",
                "permessage-deflate; client_max_window_bits",
                "permessage-deflate; server_max_window_bits=9, permessage-deflate"
            })
    void compressesEachMessageByItself(String offer) throws IOException {
        assertThat(answer(offer))
                .contains("permessage-deflate")
                .contains("server_no_context_takeover")
                .contains("client_no_context_takeover");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"permessage-deflate; server_max_window_bits=9", "permessage-deflate; unheard_of", "x-unheard-of"
            })
    void declinesWhatItCannotServe(String offer) throws IOException {
        assertThat(answer(offer)).isEmpty();
    }

    @Test
    void understandsAndSendsWhatIsCompressed() throws IOException {
        WebSocketWire wire = open();
        join(wire);
        String content = "again and again ".repeat(100);

        wire.send(Deflated.text("{\"event\":\"message.send\",\"id\":\"say\",\"room\":\"" + room
                + "\",\"data\":{\"content\":\"" + content + "\"}}"));

        WireFrame message = await(wire, "\"event\":\"message\"");
        assertThat(message.reserved()).isEqualTo(Deflated.RESERVED);
        assertThat(message.payload()).hasSizeLessThan(400);
        assertThat(Deflated.text(message)).contains(content);
    }

    @Test
    void takesWhatIsNotCompressedAsWell() throws IOException {
        WebSocketWire wire = open();

        wire.sendText(ping("plain"));
        wire.send(Deflated.text(ping("compressed")));
        wire.sendText(ping("plain again"));

        await(wire, "\"id\":\"plain\"");
        await(wire, "\"id\":\"compressed\"");
        await(wire, "\"id\":\"plain again\"");
    }

    @Test
    void takesACompressedMessageInPieces() throws IOException {
        WebSocketWire wire = open();
        byte[] whole = Deflated.deflate(ping("pieces").getBytes(StandardCharsets.UTF_8));

        for (int i = 0; i < whole.length; i++) {
            byte[] piece = {whole[i]};
            boolean last = i == whole.length - 1;
            wire.send(new WireFrame(
                    last, i == 0 ? Deflated.RESERVED : 0, i == 0 ? WireFrame.TEXT : WireFrame.CONTINUATION, piece));
            wire.sendPing((byte) i);
        }

        await(wire, "\"id\":\"pieces\"");
    }

    @Test
    void relaysCompressedBinaryMessages() throws IOException {
        WebSocketWire wire = open();
        join(wire);
        byte[] header = ("{\"event\":\"message.send\",\"id\":\"b\",\"room\":\"" + room + "\"}")
                .getBytes(StandardCharsets.UTF_8);
        byte[] payload = Arrays.copyOf(new byte[] {0, (byte) header.length}, 2 + header.length + 5_000);
        System.arraycopy(header, 0, payload, 2, header.length);

        wire.send(Deflated.binary(payload));

        assertThat(Deflated.text(wire.readUntil(WireFrame.BINARY)))
                .contains("\"event\":\"message\"")
                .hasSizeGreaterThan(5_000);
    }

    /** It comes in many buffers of the container, and none of them is the last one's. */
    @Test
    void takesALargeMessageThatCannotBeMadeSmaller() throws IOException {
        WebSocketWire wire = open();
        join(wire);
        byte[] header = ("{\"event\":\"message.send\",\"id\":\"large\",\"room\":\"" + room + "\"}")
                .getBytes(StandardCharsets.UTF_8);
        byte[] payload = new byte[60_000];
        new Random(42).nextBytes(payload);
        payload[0] = 0;
        payload[1] = (byte) header.length;
        System.arraycopy(header, 0, payload, 2, header.length);

        wire.send(Deflated.binary(payload));

        await(wire, "\"id\":\"large\"");
    }

    @Test
    void countsTheBytesAfterInflation() throws IOException {
        WebSocketWire fits = open();
        String exact = ping("exact");
        fits.send(Deflated.text(exact + " ".repeat(MOST - exact.length())));
        await(fits, "\"id\":\"exact\"");

        WebSocketWire beyond = open();
        beyond.send(Deflated.text(exact + " ".repeat(MOST - exact.length() + 1)));
        assertThat(beyond.readClose().closeCode()).isEqualTo(TOO_LARGE);
    }

    /** Each of them would be a gigabyte, and the server has half of one. */
    @Test
    void takesNoMoreMemoryForBombsThanForAnyMessageThatIsTooLarge() throws IOException {
        byte[] bomb = Deflated.bomb(1_000_000_000);
        HeraldClient other = mine.add(HeraldClient.connect(server, Tokens.of("unhurt")));
        List<WebSocketWire> wires = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            wires.add(open());
        }
        Duration before = server.process().processorTime();
        long heap = server.process().liveHeap();
        int mark = server.log().mark();

        CompletableFuture.allOf(wires.stream()
                        .map(wire -> CompletableFuture.runAsync(() ->
                                sendAsFarAsItGoes(wire, new WireFrame(true, Deflated.RESERVED, WireFrame.TEXT, bomb))))
                        .toArray(CompletableFuture[]::new))
                .join();
        long held = server.process().liveHeap() - heap;

        for (WebSocketWire wire : wires) {
            assertThat(wire.readClose().closeCode()).isEqualTo(TOO_LARGE);
        }
        other.roundTrip();
        assertThat(held).as("of 20 GB; what came is 20 MB, and buffered").isLessThan(200_000_000);
        assertThat(server.log().textSince(mark)).doesNotContain("OutOfMemory");
        assertThat(server.process().processorTime().minus(before)).isLessThan(Duration.ofSeconds(8));
    }

    @Test
    void endsWhatCannotBeInflated() throws IOException {
        WebSocketWire wire = open();
        int mark = server.log().mark();

        wire.send(new WireFrame(true, Deflated.RESERVED, WireFrame.TEXT, new byte[] {-1, -1, -1, -1}));

        assertEnds(wire);
        assertThat(server.log().textSince(mark)).doesNotContainPattern("\\b(SEVERE|ERROR)\\b");
    }

    @Test
    void getsAlongWithTheClientThatNodeProgramsUse() {
        NodeProgram.run("ws-client.js", server.uri("/ws").toString().replace("http:", "ws:"), Tokens.of("node"));
    }

    /** What the server says of extensions. */
    private String answer(String offer) throws IOException {
        WebSocketWire wire = mine.add(WebSocketWire.dial(Route.to(server)));
        HttpAnswer answer = wire.shake(handshake().header("Sec-WebSocket-Extensions", offer));
        assertThat(answer.upgraded()).isTrue();
        return answer.header("Sec-WebSocket-Extensions").orElse("");
    }

    private WebSocketWire open() throws IOException {
        WebSocketWire wire = mine.add(
                WebSocketWire.open(server, handshake().header("Sec-WebSocket-Extensions", "permessage-deflate")));
        await(wire, "\"connected\"");
        return wire;
    }

    private Handshake handshake() {
        return Handshake.with(server).bearer(Tokens.of("compressing " + UUID.randomUUID()));
    }

    private void join(WebSocketWire wire) throws IOException {
        wire.send(Deflated.text("{\"event\":\"room.join\",\"id\":\"join\",\"room\":\"" + room + "\"}"));
        await(wire, "\"id\":\"join\"");
    }

    private static String ping(String id) {
        return "{\"event\":\"ping\",\"id\":\"" + id + "\"}";
    }

    private static WireFrame await(WebSocketWire wire, String words) throws IOException {
        while (true) {
            WireFrame frame = wire.readUntil(WireFrame.TEXT);
            if (Deflated.text(frame).contains(words)) {
                return frame;
            }
        }
    }

    /** With a close frame or without. */
    private static void assertEnds(WebSocketWire wire) throws IOException {
        try {
            assertThat(wire.readClose().closeCode()).isIn(1002, 1007);
        } catch (EOFException | SocketException e) {
            assertThat(e).isNotNull();
        }
    }

    /** The server may have ended the connection before it has taken all of it. */
    private static void sendAsFarAsItGoes(WebSocketWire wire, WireFrame frame) {
        try {
            wire.send(frame);
        } catch (IOException e) {
            assertThat(e).isInstanceOf(SocketException.class);
        }
    }
}
