package org.herald.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.Body;
import org.herald.it.kit.Entrance;
import org.herald.it.kit.Handshake;
import org.herald.it.kit.HeraldClient;
import org.herald.it.kit.Publisher;
import org.herald.it.kit.Received;
import org.herald.it.kit.Server;
import org.herald.it.kit.Tokens;
import org.herald.it.kit.WebSocketWire;
import org.herald.it.kit.WireFrame;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What every writer does, with clients that read, do not read, ping, stall and vanish: frames arrive whole and in order. */
abstract class WriterContract {

    /** As large as a message may be on these servers, nearly. */
    private static final int HUGE = 3_900_000;

    private static final Duration LONG = Duration.ofSeconds(60);

    @AutoClose
    private final Belongings mine = new Belongings();

    /** Without history: what is heard here was written by the writer, not read again. */
    private final String room = "brief/writer/" + UUID.randomUUID();

    abstract Server server();

    /** Where clients get into it. */
    Entrance entrance() {
        return server();
    }

    @Test
    void writesFramesOfEverySizeWholeAndInOrder() {
        HeraldClient speaker = join("speaker");
        List<HeraldClient> listeners = List.of(join("a"), join("b"), join("c"));
        int[] sizes = {0, 1, 60, 100, 125, 126, 127, 1_000, 16_000, 65_000, 65_536, 70_000, 300_000, HUGE, 3, 65_400, 9
        };
        List<CompletableFuture<Received>> replies = new ArrayList<>();

        for (int size : sizes) {
            speaker.sendBinary(Body.of("event", "message.send", "id", "b" + size, "room", room), payload(size));
            replies.add(speaker.request("message.send", room, Body.of("content", Body.of("text", text(size)))));
        }

        assertThat(replies)
                .allSatisfy(reply -> assertThat(reply.join().is("ack")).isTrue());
        for (HeraldClient listener : listeners) {
            List<Received> heard = listener.inbox().await(2 * sizes.length, one -> one.is("message"), LONG);
            for (int i = 0; i < sizes.length; i++) {
                assertThat(heard.get(2 * i).payload()).isEqualTo(payload(sizes[i]));
                JsonObject content = heard.get(2 * i + 1).data().getJsonObject("content");
                assertThat(content.getString("text")).isEqualTo(text(sizes[i]));
            }
            assertThat(heard).extracting(Received::seq).isSorted().doesNotHaveDuplicates();
        }
    }

    @Test
    void keepsItsFramesApartFromThePongsOfTheServer() throws Exception {
        HeraldClient speaker = join("speaker");
        WebSocketWire wire = mine.add(
                WebSocketWire.open(entrance(), Handshake.with(entrance()).bearer(Tokens.of("pinger"))));
        wire.sendText(
                Body.of("event", "room.join", "room", room, "id", "joined").toString());
        while (!wire.readText().contains("\"joined\"")) {
            // what comes before
        }
        int count = 2_000;
        CompletableFuture<Void> pinging = CompletableFuture.runAsync(() -> pings(wire, count));
        CompletableFuture<Void> talking =
                CompletableFuture.runAsync(() -> Publisher.publish(speaker, room, count, 300));

        List<Integer> pongs = new ArrayList<>();
        List<Integer> messages = new ArrayList<>();
        while (pongs.size() < count || messages.size() < count) {
            WireFrame frame = wire.read(Duration.ofSeconds(30));
            if (frame.opcode() == WireFrame.PONG) {
                pongs.add(ByteBuffer.wrap(frame.payload()).getInt());
            } else if (frame.opcode() == WireFrame.TEXT && frame.text().contains("\"event\":\"message\"")) {
                assertThat(frame.text()).endsWith("}").contains("x".repeat(300));
                messages.add(number(frame.text()));
            }
        }

        pinging.join();
        talking.join();
        List<Integer> all = IntStream.range(0, count).boxed().toList();
        assertThat(pongs).isEqualTo(all);
        assertThat(messages).isEqualTo(all);
    }

    @Test
    void goesOnWhereItStoppedWhenAClientStallsInTheMiddleOfAFrame() {
        HeraldClient speaker = join("speaker");
        HeraldClient stalling = slow("stalling");
        for (int round = 0; round < 2; round++) {
            stalling.stopReading();
            for (int i = 0; i < 3; i++) {
                say(speaker, HUGE);
            }
            speaker.roundTrip();
            stalling.readAgain();

            assertThat(stalling.inbox().await(3 * (round + 1), one -> one.is("message"), LONG))
                    .allSatisfy(one -> assertThat(
                                    one.data().getJsonObject("content").getString("text"))
                            .isEqualTo(text(HUGE)));
        }
        stalling.roundTrip();
    }

    @Test
    void goesOnWithoutClientsThatVanishInTheMiddleOfAFrame() {
        HeraldClient speaker = join("speaker");
        HeraldClient listener = join("listener");
        List<HeraldClient> vanishing =
                IntStream.range(0, 10).mapToObj(i -> slow("vanishing " + i)).toList();
        vanishing.forEach(HeraldClient::stopReading);
        say(speaker, HUGE);
        say(speaker, HUGE);

        vanishing.forEach(HeraldClient::vanish);
        say(speaker, 10);

        listener.inbox().await(3, one -> one.is("message"), LONG);
        Awaitility.await()
                .atMost(LONG)
                .untilAsserted(
                        () -> assertThat(speaker.ack("room.members", room).getJsonArray("members"))
                                .hasSize(2));
    }

    /** Last words have a second, which may be too short for them on a busy machine; but no frame is cut. */
    @Test
    void writesWholeFramesBeforeACloseThatComesDuringAWrite() {
        HeraldClient speaker = join("speaker");
        HeraldClient offender = slow("offender");
        offender.stopReading();
        say(speaker, HUGE);
        say(speaker, 5);
        for (int i = 0; i < 20; i++) {
            offender.sendText("{");
        }
        offender.readAgain();

        assertThat(offender.awaitEnding(LONG).code()).isEqualTo(1008);
        List<String> heard = offender.inbox().all("message").stream()
                .map(one -> one.data().getJsonObject("content").getString("text"))
                .toList();
        assertThat(heard).isEqualTo(List.of(text(HUGE), text(5)).subList(0, heard.size()));
    }

    @Test
    void endsAClientThatDoesNotReadAndTellsItWhenItReadsAgain() {
        HeraldClient speaker = join("speaker");
        HeraldClient stuck = slow("stuck");
        stuck.stopReading();
        for (int i = 0; i < 10; i++) {
            say(speaker, HUGE);
        }
        speaker.roundTrip();
        stuck.answerPings(false);
        stuck.readAgain();

        assertThat(stuck.awaitEnding(LONG).code()).isEqualTo(4008);
        assertThat(stuck.inbox().all("message")).hasSizeLessThan(10);
    }

    @Test
    void survivesAThousandClientsThatEndAtOnce() throws Exception {
        HeraldClient speaker = join("speaker");
        long files = server().process().openFiles();
        List<WebSocketWire> crowd = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            WebSocketWire one = mine.add(WebSocketWire.open(
                    entrance(),
                    Handshake.with(entrance())
                            .bearer(Tokens.of("crowd " + i % 10))
                            .query("join", "none")));
            one.sendText(Body.of("event", "room.join", "room", room).toString());
            crowd.add(one);
        }
        speaker.roundTrip();
        mine.add(Publisher.of(speaker, room, "talk"));
        speaker.inbox().await(100, "message");
        for (int i = 0; i < crowd.size(); i++) {
            WebSocketWire one = crowd.get(i);
            if (i % 2 == 0) {
                one.vanish();
            } else {
                one.close();
            }
        }
        Awaitility.await()
                .atMost(LONG)
                .untilAsserted(
                        () -> assertThat(speaker.ack("room.members", room).getJsonArray("members"))
                                .hasSize(1));
        Awaitility.await()
                .atMost(LONG)
                .untilAsserted(() -> assertThat(server().process().openFiles()).isLessThan(files + 50));
        speaker.roundTrip();
    }

    private void say(HeraldClient speaker, int size) {
        assertThat(speaker.request("message.send", room, Body.of("content", Body.of("text", text(size)), "echo", false))
                        .orTimeout(30, java.util.concurrent.TimeUnit.SECONDS)
                        .join()
                        .event())
                .isEqualTo("ack");
    }

    private HeraldClient join(String user) {
        HeraldClient client = mine.add(HeraldClient.connect(entrance(), Tokens.of(user)));
        client.join(room);
        return client;
    }

    /** A member for whom the kernel takes in little. */
    private HeraldClient slow(String user) {
        HeraldClient client = mine.add(HeraldClient.connect(
                entrance().route().receiveBuffer(65_536),
                Handshake.with(entrance()).bearer(Tokens.of(user))));
        client.join(room);
        return client;
    }

    private static void pings(WebSocketWire wire, int count) {
        try {
            for (int i = 0; i < count; i++) {
                wire.sendPing(ByteBuffer.allocate(Integer.BYTES).putInt(i).array());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int number(String message) {
        int start = message.indexOf("\"n\":") + 4;
        int end = start;
        while (Character.isDigit(message.charAt(end))) {
            end++;
        }
        return Integer.parseInt(message.substring(start, end));
    }

    private static byte[] payload(int size) {
        byte[] payload = new byte[size];
        for (int i = 0; i < size; i++) {
            payload[i] = (byte) (i * 31 + size);
        }
        return payload;
    }

    /** One that shows where something is missing. */
    private static String text(int size) {
        byte[] letters = new byte[size];
        for (int i = 0; i < size; i++) {
            letters[i] = (byte) ('a' + i % 26);
        }
        Arrays.fill(letters, 0, Math.min(3, size), (byte) '-');
        return new String(letters, StandardCharsets.US_ASCII);
    }
}
