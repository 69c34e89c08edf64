package org.herald.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.Handshake;
import org.herald.it.kit.HeraldClient;
import org.herald.it.kit.HeraldWar;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How large a message may be ({@code herald.limits.message-size}), judged as it arrives. */
@ExtendWith(ArquillianExtension.class)
class MessageSizeIT {

    @ArquillianResource
    private Server server;

    @AutoClose
    private final Belongings mine = new Belongings();

    @Deployment(testable = false)
    @TargetsContainer("strict")
    static WebArchive herald() {
        return HeraldWar.built();
    }

    private static final int MOST = 4096;

    private final String run = UUID.randomUUID().toString();
    private final AtomicInteger sources = new AtomicInteger();

    @Test
    void takesAMessageOfTheLargestSizeInWholeOrInPieces() throws Exception {
        HeraldClient client = connect();
        client.sendText(ping(MOST, "a"));
        client.inbox().await(one -> "a".equals(one.id()));
        client.wire().sendFragments(ping(MOST, "b"), 1000);
        client.inbox().await(one -> "b".equals(one.id()));
        client.wire().sendFragments(ping(MOST, "c"), 1);
        client.inbox().await(one -> "c".equals(one.id()));
        client.send(WireFrame.binary(emit(MOST)));
        client.inbox().await(one -> "e".equals(one.id()));

        assertThat(client.ending()).isEmpty();
    }

    @Test
    void putsCharactersTogetherThatWereCutInTwo() throws Exception {
        HeraldClient client = connect();
        client.join(run);
        client.wire()
                .sendFragments(
                        "{\"event\":\"message.send\",\"room\":\"" + run + "\",\"data\":{\"content\":\"é☃😀\"}}", 1);

        assertThat(client.inbox().await("message").content()).isEqualTo("é☃😀");
    }

    @Test
    void answersPingsInTheMiddleOfAMessage() throws Exception {
        HeraldClient client = connect();
        byte[] text = ping(MOST, "p").getBytes(StandardCharsets.UTF_8);
        client.send(new WireFrame(false, 0, WireFrame.TEXT, Arrays.copyOf(text, 10)));
        client.wire().sendPing((byte) 7);
        client.send(new WireFrame(true, 0, WireFrame.CONTINUATION, Arrays.copyOfRange(text, 10, text.length)));

        client.inbox().await(one -> "p".equals(one.id()));
    }

    @Test
    void refusesOneByteMoreHoweverItComes() {
        for (Object message : List.of(ping(MOST + 1, "x"), emit(MOST + 1))) {
            for (int piece : List.of(MOST + 1, 1000, 100)) {
                HeraldClient client = connect();
                send(client, message, piece);

                assertThat(client.awaitEnding().code())
                        .as("in pieces of %s", piece)
                        .isEqualTo(1009);
                assertThat(client.inbox().all("ack")).isEmpty();
            }
        }
    }

    @Test
    void countsBytesAndNotCharacters() {
        HeraldClient client = connect();
        client.sendText(ping(MOST - 1000, "x").replace("xxxx", "éééé"));

        assertThat(client.awaitEnding().code()).isEqualTo(1009);
    }

    @Test
    void refusesAFrameThatIsLargerThanAnyBuffer() throws Exception {
        HeraldClient client = connect();
        byte[] megabytes = WireFrame.text("x".repeat(9 << 20)).masked(1);
        sendUntilTheEnd(client, megabytes);
        assertThat(client.awaitEnding().code()).isIn(1009, 1006);

        HeraldClient boaster = connect();
        boaster.wire()
                .sendRaw(new byte[] {(byte) 0x81, (byte) 0xFF, 0x7F, -1, -1, -1, -1, -1, -1, -1, 1, 2, 3, 4, 'x'});
        sendUntilTheEnd(boaster, new byte[6 << 20]);
        assertThat(boaster.awaitEnding().code()).isIn(1009, 1006, 1002);
        connect().roundTrip();
    }

    @Test
    void toleratesSomeEmptyPartsAndEndsOneWhoSendsNothingElse() {
        HeraldClient patient = connect();
        emptyParts(patient, 1000);
        patient.send(
                new WireFrame(true, 0, WireFrame.CONTINUATION, ping(100, "p").getBytes(StandardCharsets.UTF_8)));
        patient.inbox().await(one -> "p".equals(one.id()));

        HeraldClient endless = connect();
        long heap = server.process().liveHeap();
        emptyParts(endless, 20_000);
        if (server.product().hidesEmptyParts()) {
            assertThat(server.process().liveHeap() - heap).isLessThan(5_000_000);
        } else {
            assertThat(endless.awaitEnding().code()).isEqualTo(1009);
        }
        patient.roundTrip();
    }

    @Test
    void doesNotCollectAMessageThatIsTooLarge() throws Exception {
        HeraldClient bystander = connect();
        long heap = server.process().liveHeap();
        WebSocketWire wire =
                mine.add(WebSocketWire.open(route(), Handshake.with(server).bearer(Tokens.of("endless " + run))));
        byte[] part = new WireFrame(false, 0, WireFrame.CONTINUATION, new byte[64 << 10]).masked(7);
        wire.send(WireFrame.text("x").unfinished());
        int sent = 0;
        try {
            for (; sent < 1600; sent++) {
                wire.sendRaw(part);
            }
        } catch (IOException e) {
            // the server had enough
        }

        assertThat(server.process().liveHeap() - heap)
                .as("after %s of 1600 parts", sent)
                .isLessThan(20_000_000);
        bystander.roundTrip();
    }

    private static void emptyParts(HeraldClient client, int count) {
        byte[] one = new WireFrame(false, 0, WireFrame.CONTINUATION, new byte[0]).masked(3);
        ByteBuffer all = ByteBuffer.allocate(one.length * count);
        for (int i = 0; i < count; i++) {
            all.put(one);
        }
        client.send(new WireFrame(false, 0, WireFrame.TEXT, new byte[0]));
        sendUntilTheEnd(client, all.array());
    }

    private static void sendUntilTheEnd(HeraldClient client, byte[] bytes) {
        try {
            client.wire().sendRaw(bytes);
        } catch (IOException e) {
            // the server ended the connection meanwhile
        }
    }

    private static void send(HeraldClient client, Object message, int piece) {
        byte[] bytes = message instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : (byte[]) message;
        int opcode = message instanceof String ? WireFrame.TEXT : WireFrame.BINARY;
        for (int from = 0; from < bytes.length; from += piece) {
            int to = Math.min(bytes.length, from + piece);
            client.send(new WireFrame(
                    to == bytes.length,
                    0,
                    from == 0 ? opcode : WireFrame.CONTINUATION,
                    Arrays.copyOfRange(bytes, from, to)));
        }
    }

    /** A request of exactly so many bytes. */
    private static String ping(int bytes, String id) {
        String bare = "{\"event\":\"ping\",\"id\":\"" + id + "\",\"x\":\"\"}";
        return bare.replace("\"\"", "\"" + "x".repeat(bytes - bare.length()) + "\"");
    }

    /** A binary request of exactly so many bytes; it is refused, for nobody has joined. */
    private static byte[] emit(int bytes) {
        byte[] header =
                "{\"event\":\"room.emit\",\"id\":\"e\",\"room\":\"r\",\"name\":\"n\"}".getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(bytes)
                .putShort((short) header.length)
                .put(header)
                .array();
    }

    private HeraldClient connect() {
        return mine.add(
                HeraldClient.connect(route(), Handshake.with(server).bearer(Tokens.of("user " + sources + run))));
    }

    /** From an address that nobody came from before: handshakes are limited by address. */
    private Route route() {
        return Route.to(server).from("127.0." + (50 + run.hashCode() & 0x3F) + "." + sources.incrementAndGet());
    }
}
