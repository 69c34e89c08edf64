package org.herald.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.assertj.core.api.Assertions;
import org.herald.audit.Audit;
import org.herald.audit.AuditLines;
import org.herald.auth.AuthSettings;
import org.herald.auth.Namespaces;
import org.herald.auth.RoomPolicy;
import org.herald.broker.ControlMessage.Announce;
import org.herald.broker.ControlMessage.CancelDrain;
import org.herald.broker.ControlMessage.Drain;
import org.herald.broker.ControlMessage.KickUser;
import org.herald.broker.DirectoryContract;
import org.herald.broker.NodeState;
import org.herald.broker.Recorder;
import org.herald.broker.RoomRow;
import org.herald.broker.local.LocalBroker;
import org.herald.cluster.Actions;
import org.herald.cluster.Overview;
import org.herald.config.Settings;
import org.herald.hub.ConnectionId;
import org.herald.hub.HandClock;
import org.herald.hub.Notification;
import org.herald.hub.RoomName;
import org.herald.hub.TimerWheel;
import org.herald.hub.UserId;
import org.herald.session.RevocationOrders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The management bean, as a console sees it. */
class HubTest {

    private static final UserId ALICE = new UserId("alice");
    private static final RoomName GENERAL = new RoomName("general");
    private static final Map<String, String> SETTINGS = Map.of("herald.dev", "true");

    private final HandClock clock = new HandClock();
    private final TimerWheel wheel =
            new TimerWheel(Duration.ofMillis(10), 64, clock::nanos, fault -> Assertions.fail(fault));
    private final LocalBroker broker =
            new LocalBroker(clock, clock::nanos, wheel, Runnable::run, 1, 10, fault -> Assertions.fail(fault));
    private final Recorder node = new Recorder();
    private final AuditLines audit = new AuditLines();
    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private final Management management = management();
    private HubMXBean hub;

    private Management management() {
        Settings settings = new Settings(key -> Optional.ofNullable(SETTINGS.get(key)));
        return new Management(
                server,
                "n",
                new Management.Parts(
                        node,
                        null,
                        broker,
                        new Overview(broker, new RoomPolicy(Namespaces.from(settings)), Runnable::run),
                        new Actions(broker, new Audit("n", clock, line -> {}), wheel, Runnable::run),
                        new OrderReader("n", RevocationOrders.from(settings, AuthSettings.from(settings), clock)),
                        () -> "portable"));
    }

    @BeforeEach
    void start() throws Exception {
        broker.start(node);
        management.register();
        hub = JMX.newMXBeanProxy(server, new ObjectName("org.herald:type=Hub,node=n"), HubMXBean.class);
    }

    @AfterEach
    void close() {
        audit.close();
        management.unregister();
        broker.close();
    }

    @Test
    void showsTheNode() {
        node.says(new NodeState("n", "1.2", clock.millis(), 3, 2, true, 0.5));

        assertThat(hub.getNode()).isEqualTo("n");
        assertThat(hub.getVersion()).isEqualTo("1.2");
        assertThat(hub.getStartedAt()).hasTime(clock.millis());
        assertThat(hub.getConnections()).isEqualTo(3);
        assertThat(hub.getRooms()).isEqualTo(2);
        assertThat(hub.isDraining()).isTrue();
        assertThat(hub.isStoreUp()).isTrue();
        assertThat(hub.getLoad()).isEqualTo(0.5);
        assertThat(hub.getWriter()).isEqualTo("portable");
    }

    @Test
    void listsRows() {
        node.shows(DirectoryContract.row(ALICE, "n", new ConnectionId("c-1"), GENERAL));
        node.shows(new RoomRow(GENERAL, 1));

        assertThat(hub.listNodes()).hasSize(1).allMatch(row -> row.startsWith("{\"node\":\"n\","));
        assertThat(hub.listConnections("alice")).hasSize(1);
        assertThat(hub.listConnections("bob")).isEmpty();
        assertThat(hub.listConnections("")).hasSize(1).allMatch(row -> row.contains("\"connectionId\":\"c-1\""));
        assertThat(hub.listRooms(null)).hasSize(1).allMatch(row -> row.contains("\"room\":\"general\""));
        assertThat(hub.listRooms("ops")).isEmpty();
    }

    @Test
    void givesOrdersAndHasThemNoted() {
        node.has(new ConnectionId("c-1"));

        assertThat(hub.kickUser("alice", "")).isEqualTo(1);
        hub.announce("News", null);
        hub.drain("PT5S");
        hub.cancelDrain();

        assertThat(node.orders())
                .containsExactly(
                        new KickUser(ALICE, null),
                        new Announce(new Notification("News", null, null, null, null)),
                        new Drain("n", Duration.ofSeconds(5)),
                        new CancelDrain("n"));
        assertThat(audit.facts("admin")).hasSize(4).allMatch(fact -> "jmx".equals(fact.getString("door")));
    }

    @Test
    void answersInWordsThatEveryConsoleKnows() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> hub.kickConnection("a b", ""))
                .withMessageContaining("connectionId: ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> hub.listConnections("\n"))
                .withMessageContaining("control characters");
        broker.close();
        assertThatIllegalStateException()
                .isThrownBy(() -> hub.revokeUser("alice", ""))
                .withMessage("the server is not running");
    }

    @Test
    void isGoneWhenTheNodeHasStoppedButNotWhenAnotherOneHas() throws Exception {
        Management second = management();
        second.register();
        second.unregister();
        assertThat(names()).hasSize(1);

        management.unregister();
        assertThat(names()).isEmpty();
    }

    private Set<ObjectName> names() throws Exception {
        return server.queryNames(new ObjectName("org.herald:*"), null);
    }
}
