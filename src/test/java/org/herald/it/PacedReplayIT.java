package org.herald.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.Body;
import org.herald.it.kit.Handshake;
import org.herald.it.kit.HeraldClient;
import org.herald.it.kit.HeraldWar;
import org.herald.it.kit.Publisher;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A long history for a slow receiver with a small outbox (protocol section 3, {@code room.join}). */
@ExtendWith(ArquillianExtension.class)
class PacedReplayIT {

    @ArquillianResource
    private Server server;

    @AutoClose
    private final Belongings mine = new Belongings();

    @Deployment(testable = false)
    @TargetsContainer("strict")
    static WebArchive herald() {
        return HeraldWar.built();
    }

    private static final int MESSAGES = 400;

    private final String room = "long/" + UUID.randomUUID();
    private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stop() {
        pace.shutdownNow();
    }

    @Test
    void givesAReceiverThatReadsSlowlyAllOfALongHistory() throws Exception {
        String beginning = say(0, MESSAGES);
        WebSocketWire wire = mine.add(WebSocketWire.open(
                Route.to(server).from("127.0.44.1").receiveBuffer(4096),
                Handshake.with(server).bearer(Tokens.of("slow " + room))));
        wire.readText();
        wire.sendText(Body.of("event", "room.join", "id", "j", "room", room, "data", Body.of("since", beginning))
                .toString());
        assertThat(wire.readText()).contains("\"recovered\":true");

        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        pace.scheduleAtFixedRate(() -> read(wire, heard), 0, 4, TimeUnit.MILLISECONDS);
        say(MESSAGES, 40);

        String epoch = beginning.substring(0, beginning.indexOf('-'));
        for (int seq = 1; seq <= MESSAGES + 40; seq++) {
            assertThat(heard.poll(10, TimeUnit.SECONDS)).contains("\"eventId\":\"" + epoch + "-" + seq + "\"");
        }
    }

    private static void read(WebSocketWire wire, BlockingQueue<String> heard) {
        try {
            WireFrame frame = wire.read(Duration.ofSeconds(10));
            if (frame.opcode() == WireFrame.TEXT && frame.text().contains("eventId")) {
                heard.add(frame.text());
            } else if (frame.opcode() == WireFrame.CLOSE) {
                heard.add("closed with " + frame.closeCode());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Fills the history; users are limited, so it takes many of them.
     *
     * @return where the room was before
     */
    private String say(int first, int count) {
        String before = null;
        for (int n = first; n < first + count; n += 20) {
            String user = "speaker " + n + " " + room;
            HeraldClient speaker = mine.add(HeraldClient.connect(
                    Route.to(server).from("127.0.45." + (1 + n / 20)),
                    Handshake.with(server).bearer(Tokens.of(user))));
            String position = speaker.join(room).getString("position");
            before = before == null ? position : before;
            Publisher.publish(speaker, room, 20, 3_500);
            speaker.close();
        }
        return before;
    }
}
