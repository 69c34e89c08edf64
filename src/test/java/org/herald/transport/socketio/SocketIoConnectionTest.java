package org.herald.transport.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.herald.hub.CloseCode;
import org.herald.hub.Frame;
import org.herald.hub.HandClock;
import org.herald.hub.TimerWheel;
import org.herald.hub.Timers;
import org.herald.protocol.BrokenPacket;
import org.herald.protocol.SocketIoPacket;
import org.herald.transport.engineio.EngineSession;
import org.herald.transport.engineio.EngineSettings;
import org.herald.transport.engineio.HandEngine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SocketIoConnectionTest {

    private static final Duration TICK = Duration.ofMillis(100);

    private final HandClock clock = new HandClock();
    private final TimerWheel wheel = new TimerWheel(TICK, 64, clock::nanos, fault -> {
        throw new AssertionError(fault);
    });
    private final Hosts hosts = new Hosts();
    private final SocketIoConnection connection =
            new SocketIoConnection(new SocketIoConnection.Rules(Duration.ofSeconds(1), 200, 8), wheel, hosts);
    private final HandEngine engine = new HandEngine(
            new EngineSettings(Duration.ofMinutes(1), Duration.ofMinutes(1), 1_000_000),
            wheel,
            clock::nanos,
            connection);

    /** Notes who comes and what is said; lets in when a test says so. */
    private static final class Hosts implements Namespaces {
        private final Map<String, Space> spaces = new HashMap<>();
        private final List<String> heard = new ArrayList<>();

        @Override
        public void connect(SocketIoPacket connect, Space space) {
            spaces.put(connect.namespace(), space);
        }

        @Override
        public void left() {
            heard.add("left");
        }

        boolean accept(String namespace) {
            return spaces.get(namespace).accept("sid", () -> new Guest(namespace, heard));
        }
    }

    private record Guest(String namespace, List<String> heard) implements Member {
        @Override
        public void event(SocketIoPacket packet, List<byte[]> attachments) {
            heard.add(namespace + " " + packet.payload() + (attachments.isEmpty() ? "" : " +" + attachments.size()));
        }

        @Override
        public void alive() {
            // It does not matter here.
        }

        @Override
        public void closed(int code, String reason) {
            heard.add(namespace + " closed " + code);
        }
    }

    @BeforeEach
    void begin() {
        engine.begin();
    }

    private void pass(Duration time) {
        for (long left = time.toMillis(); left > 0; left -= TICK.toMillis()) {
            clock.advance(TICK);
            wheel.turn();
        }
    }

    private void enter(String namespace) {
        connection.text("0" + (namespace.equals("/") ? "" : namespace + ","));
        assertThat(hosts.accept(namespace)).isTrue();
    }

    @Test
    void tellsWhoIsLetInBeforeAnythingElse() {
        connection.text("0{\"token\":\"t\"}");
        hosts.spaces.get("/").accept("c-1", () -> {
            hosts.spaces.get("/").send(Frame.text("42[\"connected\",{}]"));
            return new Guest("/", hosts.heard);
        });
        assertThat(engine.told()).containsExactly("40{\"sid\":\"c-1\"}", "42[\"connected\",{}]");
    }

    @Test
    void tellsWhoIsNotLetInWhy() {
        connection.text("0/admin,");
        hosts.spaces.get("/admin").refuse("there is no token", "unauthorized");
        assertThat(engine.told())
                .containsExactly("44/admin,{\"message\":\"there is no token\",\"data\":{\"code\":\"unauthorized\"}}");
        assertThat(hosts.accept("/admin")).isFalse();
    }

    @Test
    void hearsEventsInTheirNamespaces() {
        enter("/");
        enter("/admin");
        connection.text("2[\"a\"]");
        connection.text("2/admin,[\"b\",1]");
        assertThat(hosts.heard).containsExactly("/ [\"a\"]", "/admin [\"b\", 1]");
    }

    @Test
    void endsAConnectionThatDoesNotBeginByConnecting() {
        for (String packet : List.of("2[\"a\"]", "1", "30[]", "50-[\"a\"]", "abc")) {
            assertThatThrownBy(() -> connection.text(packet)).as(packet).isInstanceOf(BrokenPacket.class);
        }
    }

    @Test
    void hearsNothingBeforeItHasLetIn() {
        connection.text("0");
        assertThatThrownBy(() -> connection.text("2[\"a\"]")).isInstanceOf(BrokenPacket.class);
    }

    @Test
    void hearsNothingMoreOfANamespaceThatWasLeft() {
        enter("/");
        enter("/admin");
        connection.text("1/admin,");
        connection.text("2/admin,[\"late\"]");
        assertThat(hosts.heard).containsExactly("/admin closed 1000");
    }

    @Test
    void letsAClientInAgainThatHasLeft() {
        enter("/");
        connection.text("1");
        enter("/");
        connection.text("2[\"again\"]");
        assertThat(hosts.heard).containsExactly("/ closed 1000", "/ [\"again\"]");
    }

    @Test
    void connectsANamespaceOnceAtATime() {
        connection.text("0");
        assertThatThrownBy(() -> connection.text("0")).isInstanceOf(BrokenPacket.class);
    }

    @Test
    void boundsTheNamespacesOfAConnection() {
        for (int i = 0; i < 16; i++) {
            connection.text("0/n" + i);
        }
        assertThatThrownBy(() -> connection.text("0/one-more")).isInstanceOf(BrokenPacket.class);
    }

    @Test
    void countsANamespaceThatWasLeftUntilItIsKnownWhetherTheClientWasLetIn() {
        enter("/");
        List<Space> asked = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            connection.text("0/n");
            asked.add(hosts.spaces.get("/n"));
            connection.text("1/n,");
        }
        assertThatThrownBy(() -> connection.text("0/n")).isInstanceOf(BrokenPacket.class);
        assertThat(asked.get(0).accept("sid", () -> {
                    throw new AssertionError("the client has left");
                }))
                .isFalse();
        connection.text("0/n");
        asked.get(1).refuse("no", "unauthorized");
        connection.text("1/n,");
        connection.text("0/n");
    }

    @Test
    void hasOneTimerHoweverOftenAClientLeaves() {
        AtomicInteger running = new AtomicInteger();
        Timers counting = (delay, task) -> {
            running.incrementAndGet();
            Timers.Timer timer = wheel.after(delay, task);
            return () -> {
                running.decrementAndGet();
                timer.cancel();
            };
        };
        SocketIoConnection restless =
                new SocketIoConnection(new SocketIoConnection.Rules(Duration.ofSeconds(1), 200, 8), counting, hosts);
        HandEngine below = new HandEngine(
                new EngineSettings(Duration.ofMinutes(1), Duration.ofMinutes(1), 1_000_000),
                wheel,
                clock::nanos,
                restless);
        below.begin();
        for (int i = 0; i < 10; i++) {
            restless.text("0");
            hosts.accept("/");
            restless.text("1");
        }
        assertThat(running).hasValue(1);
        below.session().end(CloseCode.NORMAL, "enough");
        assertThat(running).hasValue(0);
    }

    @Test
    void collectsAttachments() {
        enter("/");
        connection.text("52-[\"a\"]");
        connection.binary(new byte[1]);
        assertThat(hosts.heard).isEmpty();
        connection.binary(new byte[2]);
        connection.text("50-[\"none\"]");
        assertThat(hosts.heard).containsExactly("/ [\"a\"] +2", "/ [\"none\"]");
    }

    @Test
    void takesNothingElseWhileAttachmentsAreToCome() {
        enter("/");
        connection.text("51-[\"a\"]");
        assertThatThrownBy(() -> connection.text("2[\"b\"]")).isInstanceOf(BrokenPacket.class);
    }

    @Test
    void takesNoAttachmentThatBelongsToNothing() {
        enter("/");
        assertThatThrownBy(() -> connection.binary(new byte[1])).isInstanceOf(BrokenPacket.class);
    }

    @Test
    void boundsAnEventWithItsAttachments() {
        enter("/");
        connection.text("52-[\"a\"]");
        connection.binary(new byte[150]);
        assertThatThrownBy(() -> connection.binary(new byte[150])).isInstanceOf(BrokenPacket.class);
    }

    @Test
    void takesAcknowledgementsThatNobodyAskedFor() {
        enter("/");
        connection.text("37[]");
        connection.text("61-7[{\"_placeholder\":true,\"num\":0}]");
        connection.binary(new byte[1]);
        connection.text("2[\"a\"]");
        assertThat(hosts.heard).containsExactly("/ [\"a\"]");
    }

    @Test
    void takesLittleFromStrangers() {
        assertThat(connection.limit()).isEqualTo(32_768);
        enter("/");
        assertThat(connection.limit()).isGreaterThan(1_000_000);
    }

    @Test
    void endsAConnectionThatIsOfNoUse() {
        connection.text("0");
        pass(Duration.ofMillis(1_200));
        assertThat(engine.told()).containsExactly("1");
        assertThat(hosts.accept("/")).isFalse();
        assertThat(hosts.heard).containsExactly("left");
    }

    @Test
    void keepsAConnectionThatIsOfUse() {
        enter("/");
        pass(Duration.ofSeconds(10));
        assertThat(hosts.heard).isEmpty();
    }

    @Test
    void endsAConnectionThatIsRefusedAgainAndAgain() {
        for (int i = 0; i < 5; i++) {
            connection.text("0");
            hosts.spaces.get("/").refuse("no", "unauthorized");
        }
        assertThat(engine.told()).hasSize(6).last().isEqualTo("1");
        assertThat(hosts.heard).containsExactly("left");
    }

    @Test
    void leavesANamespaceForGoodWhereTheClientIsNotToComeBack() {
        enter("/");
        enter("/admin");
        hosts.spaces.get("/admin").close(CloseCode.KICKED, "out");
        assertThat(engine.told())
                .endsWith("42/admin,[\"closed\",{\"code\":4003,\"reason\":\"out\",\"comeBack\":false}]", "41/admin,");
        connection.text("2[\"still here\"]");
        assertThat(hosts.heard).containsExactly("/ [\"still here\"]");
    }

    @Test
    void letsAClientComeBackAsSoonAsItIsTold() {
        enter("/");
        enter("/admin");
        engine.when("41/admin,", () -> connection.text("0/admin,"));
        hosts.spaces.get("/admin").close(CloseCode.KICKED, "out");
        assertThat(hosts.accept("/admin")).isTrue();
        engine.when("44/shop,{\"message\":\"no\"}", () -> connection.text("0/shop,"));
        connection.text("0/shop,");
        hosts.spaces.get("/shop").refuse("no", null);
        assertThat(hosts.accept("/shop")).isTrue();
    }

    @Test
    void cutsNobodyOffWhoIsStillConnectedElsewhere() {
        enter("/");
        enter("/admin");
        Space kicked = hosts.spaces.get("/admin");
        kicked.close(CloseCode.KICKED, "out");
        kicked.cutOff();
        assertThat(hosts.heard).isEmpty();
        hosts.spaces.get("/").cutOff();
        assertThat(hosts.heard).containsExactly("/ closed 1001", "left");
    }

    @Test
    void hearsWhatIsSaidBeforeThereIsAMember() {
        connection.text("0");
        hosts.spaces.get("/").accept("sid", () -> {
            connection.text("2[\"early\"]");
            connection.text("51-[\"earlier\"]");
            connection.binary(new byte[1]);
            assertThat(hosts.heard).isEmpty();
            return new Guest("/", hosts.heard);
        });
        connection.text("2[\"late\"]");
        assertThat(hosts.heard).containsExactly("/ [\"early\"]", "/ [\"earlier\"] +1", "/ [\"late\"]");
    }

    @Test
    void boundsWhatIsSaidBeforeThereIsAMember() {
        connection.text("0");
        hosts.spaces.get("/").accept("sid", () -> {
            for (int i = 0; i < 256; i++) {
                connection.text("2[\"early\"]");
            }
            assertThatThrownBy(() -> connection.text("2[\"too many\"]")).isInstanceOf(BrokenPacket.class);
            return new Guest("/", hosts.heard);
        });
    }

    @Test
    void endsAConnectionThatCannotBeOpened() {
        Logger logger = Logger.getLogger(Space.class.getName());
        logger.setLevel(Level.OFF);
        connection.text("0");
        boolean accepted = hosts.spaces.get("/").accept("sid", () -> {
            connection.text("2[\"early\"]");
            throw new IllegalStateException("a fault, on purpose");
        });
        connection.text("2[\"late\"]");
        logger.setLevel(null);
        assertThat(accepted).isFalse();
        assertThat(engine.told())
                .endsWith(
                        "42[\"closed\",{\"code\":1011,\"reason\":\"something went wrong on the server\","
                                + "\"comeBack\":true}]",
                        "1");
        assertThat(hosts.heard).containsExactly("left");
    }

    @Test
    void endsTheTransportWhereTheClientIsToComeBack() {
        enter("/");
        enter("/admin");
        hosts.spaces.get("/").close(CloseCode.RESTART, "later");
        assertThat(engine.told())
                .endsWith("42[\"closed\",{\"code\":1012,\"reason\":\"later\",\"comeBack\":true}]", "1");
        assertThat(hosts.heard).containsExactly("/admin closed 1012", "left");
    }

    @Test
    void endsTheTransportWithTheLastNamespace() {
        enter("/");
        hosts.spaces.get("/").close(CloseCode.KICKED, "out");
        assertThat(engine.told()).endsWith("41", "1");
        assertThat(hosts.heard).containsExactly("left");
    }

    @Test
    void tellsEveryNamespaceThatTheClientHasGone() {
        enter("/");
        enter("/admin");
        connection.text("0/waiting");
        EngineSession session = engine.session();
        session.end(CloseCode.HEARTBEAT_TIMEOUT, "silence");
        assertThat(hosts.heard).containsExactlyInAnyOrder("/ closed 4009", "/admin closed 4009", "left");
        assertThat(hosts.accept("/waiting")).isFalse();
    }
}
