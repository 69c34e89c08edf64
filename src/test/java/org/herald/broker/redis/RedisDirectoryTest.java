package org.herald.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.herald.broker.ConnectionQuery;
import org.herald.broker.ConnectionRow;
import org.herald.broker.ControlMessage.CancelDrain;
import org.herald.broker.ControlMessage.Drain;
import org.herald.broker.Directory.Gathered;
import org.herald.broker.DirectoryContract;
import org.herald.broker.Excerpt;
import org.herald.broker.NodeState;
import org.herald.broker.RoomQuery;
import org.herald.broker.RoomRow;
import org.herald.hub.ConnectionId;
import org.herald.hub.RoomName;
import org.herald.hub.UserId;
import org.herald.it.kit.RedisProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Protocol.Command;

/** What several nodes know of each other. */
class RedisDirectoryTest {

    private static final UserId ALICE = new UserId("alice");
    private static final RoomName ROOM = new RoomName("general");

    /** Long enough for a busy machine to renew it in time. */
    private static final Duration LEASE = Duration.ofSeconds(4);

    private static final ConnectionQuery ALL = new ConnectionQuery(null, null, null, null, 10);

    private final RedisProcess redis = new RedisProcess();
    private final List<TestNode> nodes = new ArrayList<>();
    private TestNode first;
    private TestNode second;

    @BeforeEach
    void start() {
        first = node("n1");
        second = node("n2");
        eventually(() -> assertThat(names(first)).hasSize(2));
        awaitAcquainted();
    }

    @AfterEach
    void close() {
        nodes.forEach(TestNode::close);
        redis.close();
    }

    @Test
    void listsTheNodesByName() {
        assertThat(of(second.broker().directory().nodes())).containsExactly(state("n1", 1), state("n2", 1));
    }

    @Test
    void listsWhatANodeSaidAtItsLastRenewal() {
        first.recorder().says(state("n1", 2));

        eventually(() -> assertThat(states(second)).contains(state("n1", 2)));
    }

    @Test
    void knowsAtOnceWhoDrains() {
        first.recorder().onOrder(() -> first.recorder().says(draining("n1", true)));
        of(second.broker().control().send(new Drain("n1", null)));
        awaitWithin(LEASE.dividedBy(4), () -> assertThat(states(second)).contains(draining("n1", true)));

        first.recorder().onOrder(() -> first.recorder().says(draining("n1", false)));
        of(second.broker().control().send(new CancelDrain("n1")));
        awaitWithin(LEASE.dividedBy(4), () -> assertThat(states(second)).contains(draining("n1", false)));
    }

    @Test
    void forgetsANodeThatSaysGoodbyeAtOnceAndOneThatDiesWithItsLease() {
        TestNode third = node("n3");
        third.close();
        nodes.remove(third);
        assertThat(names(second)).containsExactly("n1", "n2");

        first.die();

        assertThat(names(second)).containsExactly("n1", "n2");
        await().atMost(LEASE.plusSeconds(2))
                .untilAsserted(() -> assertThat(names(second)).containsExactly("n2"));
        assertThat((Long) redis.ask(Command.HLEN, "test:{nodes}:states")).isEqualTo(1);
    }

    @Test
    void listsANodeOnceThatCameBackSoonerThanItsLeaseEnded() {
        first.die();
        TestNode again = TestNode.start(redis, LEASE, state("n1", 9));
        nodes.add(again);

        assertThat(states(second)).contains(state("n1", 9)).doesNotContain(state("n1", 1));
        assertThat(names(second)).containsExactly("n1", "n2");
    }

    @Test
    void listsItselfAgainWhenRedisForgotEverything() {
        redis.flush();

        eventually(() -> assertThat(names(second)).containsExactly("n1", "n2"));
    }

    @Test
    void gathersTheConnectionsOfAllNodes() {
        ConnectionRow here = row("n1", "c-1");
        ConnectionRow there = row("n2", "c-2");
        first.recorder().shows(here);
        second.recorder().shows(there);

        Gathered<ConnectionRow> found = of(first.broker().directory().connections(ALL));

        assertThat(found.excerpts())
                .containsExactlyInAnyOrder(new Excerpt<>(List.of(here), false), new Excerpt<>(List.of(there), false));
        assertThat(found.silent()).isEmpty();
    }

    @Test
    void asksOnlyTheNodesThatMayHaveSome() {
        first.recorder().shows(row("n1", "c-1"));
        second.die();

        ConnectionQuery query = new ConnectionQuery(ALICE, ROOM, "n1", null, 10);

        assertThat(of(first.broker().directory().connections(query)).silent()).isEmpty();
    }

    @Test
    void gathersTheRoomsOfAllNodes() {
        first.recorder().shows(new RoomRow(ROOM, 2));
        second.recorder().shows(new RoomRow(ROOM, 3), new RoomRow(new RoomName("ops/alerts"), 1));

        Gathered<RoomRow> found = of(second.broker().directory().rooms(new RoomQuery("", null, 1)));

        assertThat(found.excerpts())
                .containsExactlyInAnyOrder(
                        new Excerpt<>(List.of(new RoomRow(ROOM, 2)), false),
                        new Excerpt<>(List.of(new RoomRow(ROOM, 3)), true));
    }

    @Test
    void namesTheNodesThatDoNotAnswer() {
        first.die();
        second.recorder().shows(row("n2", "c-2"));
        CompletionStage<Gathered<ConnectionRow>> asked =
                second.broker().directory().connections(ALL);
        second.advance(Duration.ofSeconds(2));

        Gathered<ConnectionRow> found = of(asked);
        assertThat(found.silent()).containsExactly("n1");
        assertThat(found.excerpts()).containsExactly(new Excerpt<>(List.of(row("n2", "c-2")), false));
    }

    @Test
    void namesANodeThatFailsToAnswer() {
        first.recorder().failWith(new IllegalStateException("broken"));
        CompletionStage<Gathered<RoomRow>> asked = second.broker().directory().rooms(new RoomQuery("", null, 10));
        eventually(() -> assertThat(first.takeFaults()).hasSize(1));
        second.advance(Duration.ofSeconds(2));

        assertThat(of(asked).silent()).containsExactly("n1");
    }

    @Test
    void ignoresWhatIsNoQuestionOrAnswerOrState() {
        for (String nonsense : List.of("", "\1C", "\1c", "\1R12345678", "\1r\0\0\0\0\0\0\0\1\0\1x\1\177\177")) {
            for (String channel : List.of("test:{nodes}:control", "test:node:{" + instance("n1") + "}:control")) {
                redis.ask(Command.PUBLISH, channel, nonsense);
            }
        }
        redis.ask(Command.HSET, "test:{nodes}:states", life("n2"), "nonsense");
        first.recorder().shows(row("n1", "c-1"));

        assertThat(of(second.broker().directory().connections(ALL)).silent()).isEmpty();
        assertThat(names(first)).contains("n1");
    }

    private TestNode node(String name) {
        TestNode node = TestNode.start(redis, LEASE, state(name, 1));
        nodes.add(node);
        return node;
    }

    /** Until every node knows every other. */
    private void awaitAcquainted() {
        eventually(() -> {
            first.recorder().shows(row("n1", "c-probe"));
            assertThat(of(second.broker().directory().connections(ALL)).excerpts())
                    .hasSize(2);
            assertThat(of(first.broker().directory().connections(ALL)).excerpts())
                    .hasSize(2);
        });
        first.recorder().showsNothing();
    }

    private String life(String name) {
        return keys("test:{nodes}:states").stream()
                .filter(life -> life.startsWith(name + ":"))
                .findFirst()
                .orElseThrow();
    }

    private String instance(String name) {
        return Identity.instanceOf(life(name));
    }

    private List<String> keys(String hash) {
        return Raw.texts(redis.ask(Command.HKEYS, hash));
    }

    private static NodeState state(String name, long startedAt) {
        return new NodeState(name, "1.0", startedAt, 3, 2, false, -1);
    }

    private static NodeState draining(String name, boolean now) {
        return new NodeState(name, "1.0", 1, 3, 2, now, 0.5);
    }

    private static ConnectionRow row(String node, String id) {
        return DirectoryContract.row(ALICE, node, new ConnectionId(id), ROOM);
    }

    private static List<NodeState> states(TestNode asked) {
        return of(asked.broker().directory().nodes());
    }

    private static List<String> names(TestNode asked) {
        return states(asked).stream().map(NodeState::node).toList();
    }

    private static <T> T of(CompletionStage<T> answer) {
        return answer.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }

    private static void eventually(Runnable check) {
        awaitWithin(Duration.ofSeconds(10), check);
    }

    private static void awaitWithin(Duration time, Runnable check) {
        await().atMost(time).pollInterval(Duration.ofMillis(20)).untilAsserted(check::run);
    }
}
