package org.herald.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionFactory;
import org.herald.broker.Presence;
import org.herald.hub.ConnectionId;
import org.herald.hub.HubListener;
import org.herald.hub.RoomName;
import org.herald.hub.Status;
import org.herald.hub.UserId;
import org.herald.hub.VolatileEvent;
import org.herald.it.kit.RedisProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Protocol.Command;

/** Who is there, while nodes come and go. */
class RedisNodesTest {

    private static final RoomName ROOM = new RoomName("general");
    private static final UserId ALICE = new UserId("alice");
    private static final UserId BOB = new UserId("bob");
    private static final ConnectionId A1 = new ConnectionId("c-a1");
    private static final ConnectionId A2 = new ConnectionId("c-a2");
    private static final ConnectionId B1 = new ConnectionId("c-b=1");
    private static final VolatileEvent ALICE_LEFT = VolatileEvent.in(ROOM, new VolatileEvent.UserLeft(ALICE));
    /** Long enough for a busy machine to renew it in time. */
    private static final Duration LEASE = Duration.ofSeconds(4);

    private final RedisProcess redis = new RedisProcess();
    private final List<TestNode> nodes = new ArrayList<>();
    private TestNode first;
    private TestNode second;

    @BeforeEach
    void start() {
        first = node();
        second = node();
    }

    @AfterEach
    void close() {
        nodes.forEach(TestNode::close);
        redis.close();
    }

    @Test
    void takesOutOnceWhatADeadNodeLeft() {
        TestNode third = node();
        enter(first, ALICE, A1);
        enter(first, BOB, B1);
        enter(second, BOB, new ConnectionId("c-b2"));
        of(first.broker().quota().acquire(ALICE, A1, 1));
        of(second.broker().presence().status(ALICE, new Status(Status.Kind.AWAY, null)));
        awaitSteady();

        first.die();

        await().atMost(LEASE.plusSeconds(5)).until(() -> members(second).size() == 1);
        assertThat(members(second)).extracting(Presence.Entry::user).containsExactly(BOB);
        assertThat(members(second)).extracting(Presence.Entry::connections).containsExactly(1);
        eventually().until(() -> of(second.broker().quota().acquire(ALICE, A2, 1)));
        eventually().until(() -> keys("test:node:*").size() == 2); // the places of Bob and Alice on the second
        for (TestNode node : List.of(second, third)) {
            mark(node);
            assertThat(left(node)).containsExactly(ALICE_LEFT);
        }
        enter(second, ALICE, A2);
        assertThat(members(second).get(1).status()).isEqualTo(Status.ONLINE);
    }

    @Test
    void countsAUserOverAllNodes() {
        enter(first, ALICE, A1);
        enter(second, ALICE, A2);
        exit(first, A1, Duration.ZERO);

        assertThat(members(first)).extracting(Presence.Entry::connections).containsExactly(1);
        exit(second, A2, Duration.ZERO);
        mark(first);
        assertThat(left(first)).containsExactly(ALICE_LEFT);
    }

    @Test
    void neitherLeavesNorJoinsWhoIsBackOnAnotherNodeWithinTheGrace() {
        enter(first, ALICE, A1);
        exit(first, A1, Duration.ofSeconds(5));
        enter(second, ALICE, A2);

        first.advance(Duration.ofSeconds(6));

        eventually().until(() -> first.broker().size() == 3); // the room and two channels of control, and nobody
        mark(second);
        assertThat(left(second)).isEmpty();
        assertThat(joined(second)).hasSize(1);
        assertThat(members(second)).hasSize(1);
    }

    @Test
    void endsAGraceThatADeadNodeBegan() {
        enter(first, ALICE, A1);
        exit(first, A1, Duration.ofMillis(1500));
        awaitSteady();

        first.die();

        eventually().until(() -> left(second).equals(List.of(ALICE_LEFT)));
        eventually().until(() -> keys("*user:{@alice}*").isEmpty());
    }

    @Test
    void doesNotLetTheOthersWaitWhenItStops() {
        TestNode slow = new TestNode(redis.url(), "test", Duration.ofHours(1), HubListener.NONE);
        slow.broker().start(slow.recorder());
        nodes.add(slow);
        enter(slow, ALICE, A1);
        awaitSteady();

        slow.broker().close();

        eventually().until(() -> left(second).equals(List.of(ALICE_LEFT)));
    }

    @Test
    void saysAgainWhoIsThereWhenRedisForgotIt() {
        enter(first, ALICE, A1);
        enter(second, ALICE, A2);
        of(first.broker().quota().acquire(ALICE, A1, 2));
        redis.flush();

        eventually()
                .until(() ->
                        members(second).size() == 1 && members(second).get(0).connections() == 2);
        eventually().until(() -> of(first.broker().quota().acquire(ALICE, new ConnectionId("c-a3"), 1)) == false);
    }

    @Test
    void saysAgainWhatIsTrueWhenRedisFellBackToOlderData() {
        enter(first, ALICE, A1);
        of(first.broker().quota().acquire(ALICE, A1, 1));
        long newest = lease("-1");
        redis.remember();
        exit(first, A1, Duration.ZERO);
        of(first.broker().quota().release(ALICE, A1));
        enter(first, BOB, B1);
        of(first.broker().quota().acquire(BOB, B1, 1));
        eventually().until(() -> lease("0") > newest); // both know of more than what was remembered
        redis.kill();
        redis.fallBack();
        redis.start();

        await().atMost(LEASE.multipliedBy(3).plusSeconds(10))
                .ignoreExceptions()
                .until(() -> members(second).stream().map(Presence.Entry::user).toList(), List.of(BOB)::equals);
        eventually().until(() -> of(second.broker().quota().acquire(ALICE, A2, 1)));
        assertThat(of(second.broker().quota().acquire(BOB, new ConnectionId("c-b2"), 1)))
                .isFalse();
    }

    /** The end of the lease that is so many-th to end. */
    private long lease(String index) {
        Object lease = redis.ask(Command.ZRANGE, "test:{nodes}:leases", index, index, "WITHSCORES");
        return Raw.number(Raw.list(lease).get(1));
    }

    @Test
    void beginsANewLifeWhenItWasTakenForDead() {
        enter(first, ALICE, A1);
        of(first.broker().quota().acquire(ALICE, A1, 1));
        enter(second, BOB, B1);
        for (Object name : (List<?>) redis.ask(Command.ZRANGE, "test:{nodes}:leases", "0", "-1")) {
            redis.ask(Command.ZADD, "test:{nodes}:claims", "0", new String((byte[]) name));
        }

        eventually()
                .until(() -> keys("test:node:*#0}*").isEmpty()
                        && keys("test:node:*#1}*").size() >= 2);
        eventually().until(() -> members(second).size() == 2);
        assertThat(members(second)).extracting(Presence.Entry::connections).containsOnly(1);
        assertThat(of(second.broker().quota().acquire(ALICE, A2, 1))).isFalse();
        exit(first, A1, Duration.ZERO);
        assertThat(members(second)).extracting(Presence.Entry::user).containsExactly(BOB);
    }

    @Test
    void takesNobodyForDeadWhenTheClockOfRedisLeaps() {
        TestNode third = leaping();
        TestNode fourth = leaping();
        enter(third, ALICE, A1);
        enter(fourth, BOB, B1);
        awaitSteady();

        redis.ask(Command.SET, "leap", Long.toString(TimeUnit.HOURS.toMicros(1)));

        awaitSteady();
        awaitSteady();
        assertThat(keys("leaping:node:*#1}*")).isEmpty();
        mark(third);
        assertThat(left(third)).isEmpty();
        assertThat(members(fourth)).extracting(Presence.Entry::user).containsExactly(ALICE, BOB);
    }

    /** Takes the clock of Redis to be as many microseconds ahead as the key {@code leap} says. */
    private TestNode leaping() {
        String time = """
                local function micros()
                  local t = redis.call('TIME')
                  return t[1] * 1000000 + t[2] + tonumber(redis.call('GET', 'leap') or '0')
                end
                """;
        TestNode node = new TestNode(redis.url(), "leaping", LEASE, HubListener.NONE, time);
        node.broker().start(node.recorder());
        of(node.broker().interest().subscribe(ROOM));
        nodes.add(node);
        return node;
    }

    @Test
    void saysLaterWhatCouldNotBeSaidWhileRedisWasAway() {
        enter(first, ALICE, A1);
        enter(first, BOB, B1);
        redis.kill();
        eventually().until(() -> !first.broker().isUp());
        first.broker().presence().exit(ROOM, ALICE, A1, Duration.ZERO, true);
        redis.start();

        eventually().ignoreExceptions().until(() -> members(second).size() == 1);
        assertThat(members(second)).extracting(Presence.Entry::user).containsExactly(BOB);
    }

    @Test
    void sendsToAConnectionOnAnotherNode() {
        of(second.broker().quota().acquire(ALICE, A1, 1));
        second.recorder().has(A1);
        VolatileEvent event = VolatileEvent.of(new VolatileEvent.Emitted("x", null));
        eventually().until(() -> of(first.broker().fanout().send(event, A1, Set.of(ROOM))));

        assertThat(second.recorder().sent())
                .anySatisfy(sent -> assertThat(sent.event()).isEqualTo(event));
        assertThat(of(first.broker().fanout().send(event, B1, Set.of(ROOM)))).isFalse();
    }

    private TestNode node() {
        TestNode node = TestNode.start(redis, LEASE);
        of(node.broker().interest().subscribe(ROOM));
        nodes.add(node);
        return node;
    }

    /** Only who saw Redis work for as long as a lease takes a silent node for dead. */
    private void awaitSteady() {
        long begun = System.nanoTime();
        eventually()
                .until(() -> System.nanoTime() - begun > LEASE.plusMillis(200).toNanos());
    }

    private static void enter(TestNode node, UserId user, ConnectionId connection) {
        of(node.broker().presence().enter(ROOM, user, connection, true));
    }

    /** Alice's connection leaves. */
    private static void exit(TestNode node, ConnectionId connection, Duration grace) {
        of(node.broker().presence().exit(ROOM, ALICE, connection, grace, true));
    }

    private static List<Presence.Entry> members(TestNode node) {
        return of(node.broker().presence().members(ROOM, 10)).list();
    }

    /** What was told before has arrived when this has. */
    private static void mark(TestNode node) {
        VolatileEvent mark = VolatileEvent.in(ROOM, new VolatileEvent.Emitted("mark" + System.nanoTime(), null));
        node.broker().fanout().emit(mark);
        eventually().until(() -> node.recorder().volatileEvents(ROOM).contains(mark));
    }

    private static List<VolatileEvent> left(TestNode node) {
        return told(node, VolatileEvent.UserLeft.class);
    }

    private static List<VolatileEvent> joined(TestNode node) {
        return told(node, VolatileEvent.UserJoined.class);
    }

    private static List<VolatileEvent> told(TestNode node, Class<?> kind) {
        return node.recorder().volatileEvents(ROOM).stream()
                .filter(event -> kind.isInstance(event.body()))
                .toList();
    }

    private List<?> keys(String pattern) {
        return (List<?>) redis.ask(Command.KEYS, pattern);
    }

    private static <T> T of(CompletionStage<T> answer) {
        return answer.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }

    private static ConditionFactory eventually() {
        return await().atMost(10, TimeUnit.SECONDS).pollInterval(Duration.ofMillis(10));
    }
}
