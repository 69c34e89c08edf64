package org.herald.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.Figures;
import org.herald.it.kit.Handshake;
import org.herald.it.kit.HeraldClient;
import org.herald.it.kit.HeraldWar;
import org.herald.it.kit.OpenSockets;
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

/** Clients vanish at any moment, without a word: the server notices, and knows who is there. */
@ExtendWith(ArquillianExtension.class)
class AbruptDisconnectIT {

    private static final int CLIENTS = 1_000;
    private static final int AT_A_TIME = 4;

    /** The heartbeat timeout of this server is 6 s; a ticket that nobody claims is kept for 10 s. */
    private static final Duration NOTICED = Duration.ofSeconds(15);

    @ArquillianResource
    private Server server;

    @AutoClose
    private final Belongings mine = new Belongings();

    @Deployment(testable = false)
    @TargetsContainer("strict")
    static WebArchive herald() {
        return HeraldWar.built();
    }

    @Test
    void knowsWhoIsThereAfterAThousandHaveVanished() {
        double before = connections();
        List<HeraldClient> staying = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            staying.add(connect("abrupt-staying-" + i));
        }

        vanishAThousandTimes();

        Awaitility.await("the connections to be counted right")
                .atMost(NOTICED)
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(connections()).isEqualTo(before + staying.size()));
        assertThat(OpenSockets.fromElsewhere(server)).isEqualTo((long) connections());
        staying.forEach(HeraldClient::roundTrip);
        assertThat(Figures.of(server).value("herald_closes_total", "code=\"1006\"")
                        + Figures.of(server).value("herald_closes_total", "code=\"4009\""))
                .isPositive();
    }

    @Test
    void givesThePlacesOfTheVanishedBack() {
        String user = "abrupt-again";
        for (int i = 0; i < 2; i++) {
            vanish(Moment.AFTER_THE_101, user);
        }

        Awaitility.await("a place for the user who had vanished twice")
                .atMost(NOTICED)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .until(() -> connect(user).userId().equals(user));
    }

    private void vanishAThousandTimes() {
        CompletableFuture<?>[] threads = new CompletableFuture<?>[AT_A_TIME];
        Arrays.setAll(
                threads,
                t -> CompletableFuture.runAsync(() -> {
                    for (int i = t; i < CLIENTS; i += AT_A_TIME) {
                        vanish(Moment.values()[i / AT_A_TIME % Moment.values().length], "abrupt-" + i);
                    }
                }));
        CompletableFuture.allOf(threads).join();
    }

    private void vanish(Moment moment, String user) {
        Handshake handshake = Handshake.with(server).bearer(Tokens.of(user));
        try {
            WebSocketWire wire = WebSocketWire.dial(Route.to(server).fromElsewhere());
            try {
                moment.reach(wire, handshake);
            } finally {
                wire.vanish();
            }
        } catch (IOException e) {
            throw new IllegalStateException("The server was the first to go, at " + moment, e);
        }
    }

    private double connections() {
        return Figures.of(server).value("herald_connections");
    }

    private HeraldClient connect(String user) {
        Handshake handshake = Handshake.with(server).bearer(Tokens.of(user));
        return mine.add(HeraldClient.connect(Route.to(server).fromElsewhere(), handshake));
    }

    /** When to vanish. */
    private enum Moment {
        BEFORE_THE_REQUEST {
            @Override
            void reach(WebSocketWire wire, Handshake handshake) {
                // the TCP connection is there, and that is all
            }
        },
        WITHIN_THE_REQUEST {
            @Override
            void reach(WebSocketWire wire, Handshake handshake) throws IOException {
                wire.sendRaw(Arrays.copyOf(handshake.bytes(), 100));
            }
        },
        AFTER_THE_REQUEST {
            @Override
            void reach(WebSocketWire wire, Handshake handshake) throws IOException {
                wire.sendRaw(handshake.bytes());
            }
        },
        AROUND_THE_101 {
            @Override
            void reach(WebSocketWire wire, Handshake handshake) throws IOException {
                wire.sendRaw(handshake.bytes());
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(5_000_000));
            }
        },
        AFTER_THE_101 {
            @Override
            void reach(WebSocketWire wire, Handshake handshake) throws IOException {
                wire.shake(handshake);
            }
        },
        AFTER_CONNECTED {
            @Override
            void reach(WebSocketWire wire, Handshake handshake) throws IOException {
                wire.shake(handshake);
                wire.readText();
            }
        },
        WITHIN_A_FRAME {
            @Override
            void reach(WebSocketWire wire, Handshake handshake) throws IOException {
                wire.shake(handshake);
                wire.sendText("{\"event\":\"room.join\",\"room\":\"abrupt/room\"}");
                wire.sendPart(WireFrame.text("{\"event\":\"ping\"}"), 7);
            }
        };

        abstract void reach(WebSocketWire wire, Handshake handshake) throws IOException;
    }
}
