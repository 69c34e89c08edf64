package org.herald.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.Body;
import org.herald.it.kit.Deflated;
import org.herald.it.kit.Entrance;
import org.herald.it.kit.Handshake;
import org.herald.it.kit.HeraldClient;
import org.herald.it.kit.HeraldNode;
import org.herald.it.kit.HttpAnswer;
import org.herald.it.kit.Server;
import org.herald.it.kit.Tokens;
import org.herald.it.kit.WebSocketWire;
import org.herald.it.kit.WireFrame;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The writer that Herald chooses by itself, where TLS ends at the server. */
@Tag("newer-jdk")
class SecureWriterIT extends WriterContract {

    private static final int MOST = 4_000_000;

    private static HeraldNode process;

    @AutoClose
    private final Belongings mine = new Belongings();

    private final String room = "brief/secure/" + UUID.randomUUID();

    @BeforeAll
    static void start() {
        process = HeraldNode.named("secure")
                .trustingTestTokens()
                .secured()
                .property("herald.compression", "on")
                .property("herald.limits.message-size", MOST)
                .property("herald.limits.handshakes-per-address", "1000000/PT1M")
                .property("herald.limits.connections-per-user", 5_000)
                .property("herald.limits.messages", "1000000/PT1M")
                .property("herald.limits.volatile", "1000000/PT1S")
                .property("herald.limits.requests", "1000000/PT1M")
                .property("herald.outbox.bytes", 16_000_000)
                .property("herald.namespaces", "brief")
                .property("herald.namespace.brief.history-size", 0)
                .start();
    }

    @AfterAll
    static void end() {
        if (process != null) {
            process.close();
        }
    }

    @Override
    Server server() {
        return process.server();
    }

    @Override
    Entrance entrance() {
        return process.secureEntrance();
    }

    /** The portable writer would ask by pings how far the client has read. */
    @Test
    void takesTheShortWayOfTheServer() throws IOException {
        HeraldClient speaker = mine.add(HeraldClient.connect(entrance(), Tokens.of("speaker")));
        speaker.join(room);
        WebSocketWire listener = joined(wire -> wire);

        int count = 60;
        for (int i = 0; i < count; i++) {
            speaker.request("message.send", room, Body.of("content", Body.of("text", "x".repeat(20_000))));
        }

        int heard = 0;
        while (heard < count) {
            WireFrame frame = listener.read(Duration.ofSeconds(30));
            assertThat(frame.opcode()).isEqualTo(WireFrame.TEXT);
            heard += frame.text().contains("\"event\":\"message\"") ? 1 : 0;
        }
        assertThat(server().log().has("not quite the one")).isFalse();
    }

    @Test
    void compressesBelowTheEncryption() throws IOException {
        WebSocketWire wire = joined(handshake -> handshake.header("Sec-WebSocket-Extensions", "permessage-deflate"));

        String content = "again and again ".repeat(10_000);
        wire.send(Deflated.text(
                Body.of("event", "message.send", "room", room, "data", Body.of("content", Body.of("text", content)))
                        .toString()));

        WireFrame frame = wire.readUntil(WireFrame.TEXT);
        while (!Deflated.text(frame).contains("\"event\":\"message\"")) {
            frame = wire.readUntil(WireFrame.TEXT);
        }
        assertThat(frame.reserved()).isEqualTo(Deflated.RESERVED);
        assertThat(frame.payload()).hasSizeLessThan(content.length() / 10);
        assertThat(Deflated.text(frame)).contains(content);
    }

    @Test
    void saysWhyItEndsAConnection() {
        HeraldClient client = mine.add(HeraldClient.connect(entrance(), Tokens.of("offender")));

        client.sendText("x".repeat(MOST + 1));

        assertThat(client.awaitEnding().code()).isEqualTo(1009);
    }

    @Test
    void answersTheCloseOfAClient() throws IOException {
        WebSocketWire wire = joined(handshake -> handshake);

        wire.sendClose(1000, "");

        assertThat(wire.readClose().closeCode()).isEqualTo(1000);
    }

    private WebSocketWire joined(java.util.function.UnaryOperator<Handshake> change) throws IOException {
        WebSocketWire wire = mine.add(WebSocketWire.dial(entrance().route()));
        HttpAnswer answer = wire.shake(change.apply(Handshake.with(entrance()).bearer(Tokens.of("listener"))));
        assertThat(answer.upgraded()).isTrue();
        wire.sendText(
                Body.of("event", "room.join", "room", room, "id", "joined").toString());
        WireFrame frame = wire.readUntil(WireFrame.TEXT);
        while (!Deflated.text(frame).contains("\"id\":\"joined\"")) {
            frame = wire.readUntil(WireFrame.TEXT);
        }
        return wire;
    }
}
