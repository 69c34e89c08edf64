package org.herald.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.Body;
import org.herald.it.kit.Ending;
import org.herald.it.kit.Figures;
import org.herald.it.kit.Handshake;
import org.herald.it.kit.HeraldClient;
import org.herald.it.kit.HeraldWar;
import org.herald.it.kit.Received;
import org.herald.it.kit.Route;
import org.herald.it.kit.Server;
import org.herald.it.kit.Tokens;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.TargetsContainer;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who does not read what is sent to him ends with 4008, and nobody else waits for him. */
@ExtendWith(ArquillianExtension.class)
class SlowReaderIT {

    private static final int TOO_SLOW = 4008;
    private static final String ROOM = "slow/room";

    /** More than the kernel holds for a reader that has stopped. */
    private static final int FLOOD = 300;

    @ArquillianResource
    private Server server;

    @AutoClose
    private final Belongings mine = new Belongings();

    @Deployment(testable = false)
    @TargetsContainer("herald")
    static WebArchive herald() {
        return HeraldWar.built();
    }

    @Test
    void endsAReaderThatHasStoppedWhenItsOutboxOverflows() {
        double before = tooSlow();
        HeraldClient stalled = connectSlow("slow-stalled");
        HeraldClient quick = connect("slow-quick");
        stalled.join(ROOM);
        quick.join(ROOM);
        stalled.stopReading();

        flood(quick);

        Awaitility.await("the stalled reader to be put out")
                .atMost(Duration.ofSeconds(15))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> tooSlow() > before);
        assertThat(quick.inbox().all("message")).hasSize(FLOOD);
        assertThat(quick.ending()).isEmpty();
        stalled.readAgain();
        assertThat(stalled.awaitEnding()).extracting(Ending::code).isIn(TOO_SLOW, 1006);
        assertThat(stalled.inbox().all("message"))
                .extracting(Received::seq)
                .as("what came is without a gap")
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void dropsVolatileEventsForASlowReaderInsteadOfEndingIt() {
        double before = tooSlow();
        HeraldClient stalled = connectSlow("slow-watcher");
        HeraldClient quick = connect("slow-mover");
        stalled.join(ROOM + "/cursors");
        quick.join(ROOM + "/cursors");
        stalled.stopReading();
        double dropped = Figures.of(server).value("herald_dropped_total");

        for (int i = 0; i < FLOOD; i++) {
            quick.ack("room.emit", ROOM + "/cursors", Body.of("name", "at", "payload", "x".repeat(60_000)));
        }

        Awaitility.await("events to be dropped")
                .atMost(Duration.ofSeconds(5))
                .until(() -> Figures.of(server).value("herald_dropped_total") > dropped);
        assertThat(tooSlow()).isEqualTo(before);
        stalled.readAgain();
        stalled.roundTrip();
        assertThat(stalled.inbox().all("room.event")).hasSizeBetween(1, FLOOD - 1);
    }

    private void flood(HeraldClient sender) {
        for (int i = 0; i < FLOOD; i++) {
            sender.ack("message.send", ROOM, Body.of("content", Body.of("text", "x".repeat(60_000))));
        }
        sender.inbox().await(FLOOD, "message");
    }

    private double tooSlow() {
        return Figures.of(server).value("herald_closes_total", "code=\"" + TOO_SLOW + "\"");
    }

    private HeraldClient connect(String user) {
        return mine.add(HeraldClient.connect(server, Tokens.of(user)));
    }

    private HeraldClient connectSlow(String user) {
        Handshake handshake = Handshake.with(server).bearer(Tokens.of(user));
        return mine.add(HeraldClient.connect(Route.to(server).receiveBuffer(8_192), handshake));
    }
}
