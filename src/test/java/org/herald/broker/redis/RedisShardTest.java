package org.herald.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.herald.hub.RoomName;
import org.herald.hub.VolatileEvent;
import org.herald.it.kit.RedisProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Protocol.Command;

/** Rooms of a cluster are subscribed at the masters of their slots, wherever those go. */
class RedisShardTest {

    private final List<TestNode> nodes = new ArrayList<>();
    private final List<RoomName> rooms = new ArrayList<>();
    private final List<Crowd> crowds = new ArrayList<>();
    /** Null until a test has made one. */
    private RedisCluster cluster;

    @AfterEach
    void close() {
        nodes.forEach(TestNode::close);
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void sendsARoomOverTheMasterOfItsSlotAndNoOther() {
        cluster = new RedisCluster();
        start(3);
        for (RoomName room : rooms) {
            of(nodes.get(0).broker().log().publish(Crowd.saying(room, "alice", "kept")));
            nodes.get(0).broker().fanout().emit(VolatileEvent.in(room, new VolatileEvent.Emitted("not kept", null)));
        }

        for (TestNode node : nodes) {
            for (RoomName room : rooms) {
                eventually().until(() -> Crowd.texts(node, room).equals(List.of("kept")));
                eventually().until(() -> node.recorder().volatileEvents(room).size() == 1);
            }
        }
        for (RoomName room : rooms) {
            for (RedisProcess master : cluster.masters()) {
                assertThat(subscribers(master, "SHARDNUMSUB", room))
                        .isEqualTo(master == cluster.masterOf(room) ? 2 : 0);
                assertThat(subscribers(master, "NUMSUB", room)).isZero();
            }
        }
    }

    @Test
    void endsTheSubscriptionWhenNobodyIsInterested() {
        cluster = new RedisCluster();
        start(1);
        nodes.forEach(node -> of(node.broker().interest().unsubscribe(rooms.get(0))));

        eventually().until(() -> subscribers(cluster.masterOf(rooms.get(0)), "SHARDNUMSUB", rooms.get(0)) == 0);
    }

    @Test
    void staysWithClassicChannelsWhereTheServerHasNoOther() {
        cluster = new RedisCluster("--rename-command", "SSUBSCRIBE", "", "--rename-command", "SPUBLISH", "");
        start(3);
        publish();
        awaitProgress(50);
        for (Crowd crowd : crowds) {
            stop(crowd);
        }

        assertAllTold();
        assertThat(subscribers(cluster.masterOf(rooms.get(0)), "NUMSUB", rooms.get(0)))
                .isEqualTo(2);
    }

    @Test
    void missesNothingWhenConnectionsToTheShardsAreCut() {
        cluster = new RedisCluster();
        start(3);
        publish();
        for (int i = 0; i < 3; i++) {
            awaitProgress(50);
            cluster.masters().forEach(master -> master.ask(Command.CLIENT, "KILL", "TYPE", "pubsub"));
        }
        awaitProgress(50);
        crowds.forEach(RedisShardTest::stop);

        assertAllTold();
    }

    @Test
    void missesNothingWhileAMasterIsFrozen() {
        cluster = new RedisCluster();
        start(3);
        publish();
        awaitProgress(50);
        cluster.last().freeze();
        try {
            eventually()
                    .until(() -> nodes.stream().noneMatch(node -> node.broker().isUp()));
        } finally {
            cluster.last().thaw();
        }
        awaitProgress(50);
        crowds.forEach(RedisShardTest::stop);

        assertAllTold();
        eventually().until(() -> nodes.stream().allMatch(node -> node.broker().isUp()));
    }

    @Test
    void followsASlotThatMovesToAnotherMaster() {
        cluster = new RedisCluster();
        start(3);
        publish();
        awaitProgress(50);
        RoomName room = rooms.get(0);
        RedisProcess from = cluster.masterOf(room);
        RedisProcess to = cluster.masterOf(rooms.get(1));
        cluster.move(RedisCluster.slot(room), from, to);
        awaitProgress(50);
        cluster.move(RedisCluster.slot(room), to, from);
        awaitProgress(50);
        cluster.move(RedisCluster.slot(room), from, to);
        awaitProgress(50);
        crowds.forEach(RedisShardTest::stop);

        assertAllTold();
        assertThat(subscribers(to, "SHARDNUMSUB", room)).isEqualTo(2);
        assertThat(subscribers(from, "SHARDNUMSUB", room)).isZero();
        of(nodes.get(0).broker().log().publish(Crowd.saying(room, "alice", "the end")));
        eventually().until(() -> Crowd.texts(nodes.get(1), room).contains("the end"));
    }

    @Test
    void goesToTheReplicaThatReplacesAMaster() {
        cluster = new RedisCluster();
        cluster.addReplica();
        start(3);
        publish();
        awaitProgress(100);
        cluster.last().kill();
        awaitProgress(100);
        crowds.forEach(RedisShardTest::stop);

        assertThat(Raw.text(cluster.replica().ask(Command.INFO, "replication"))).contains("role:master");
        assertAllTold(0, 1);
        RoomName failedOver = rooms.get(2);
        for (TestNode node : nodes) {
            // replication is behind by a moment: what it did not bring was told to be lost
            List<String> after = published(2);
            assertThat(node.recorder().losses().size()).isLessThanOrEqualTo(1);
            if (node.recorder().losses().isEmpty()) {
                eventually()
                        .untilAsserted(
                                () -> assertThat(Crowd.texts(node, failedOver)).isEqualTo(after));
            } else {
                List<String> end = after.subList(after.size() - 50, after.size());
                eventually()
                        .untilAsserted(
                                () -> assertThat(Crowd.texts(node, failedOver)).endsWith(end.toArray(String[]::new)));
            }
        }
        assertThat(subscribers(cluster.replica(), "SHARDNUMSUB", failedOver)).isEqualTo(2);
    }

    @Test
    void followsAMasterThatHandsOverToItsReplica() {
        cluster = new RedisCluster();
        cluster.addReplica();
        start(3);
        publish();
        awaitProgress(50);
        cluster.replica().ask(Command.CLUSTER, "FAILOVER");
        eventually()
                .until(() -> Raw.text(cluster.replica().ask(Command.INFO, "replication"))
                        .contains("role:master"));
        awaitProgress(50);
        crowds.forEach(RedisShardTest::stop);

        assertAllTold();
        eventually().until(() -> subscribers(cluster.replica(), "SHARDNUMSUB", rooms.get(2)) == 2);
    }

    private void start(int roomCount) {
        for (int i = 0; i < 2; i++) {
            nodes.add(TestNode.start(cluster.url(), Duration.ofSeconds(15)));
        }
        for (int i = 0; i < roomCount; i++) {
            RoomName room = cluster.room(i);
            rooms.add(room);
            nodes.forEach(node -> eventually().until(() -> subscribed(node, room)));
        }
    }

    /** A cluster that was just made may not take everything yet. */
    private static boolean subscribed(TestNode node, RoomName room) {
        return node.broker()
                .interest()
                .subscribe(room)
                .handle((done, failure) -> failure == null)
                .toCompletableFuture()
                .join();
    }

    private void publish() {
        rooms.forEach(room -> crowds.add(new Crowd(room, nodes)));
        crowds.forEach(crowd -> crowd.start(1));
    }

    private void awaitProgress(int count) {
        List<Integer> before =
                crowds.stream().map(crowd -> crowd.answers().size()).toList();
        eventually()
                .until(() -> IntStream.range(0, crowds.size())
                        .allMatch(i -> crowds.get(i).answers().size() > before.get(i) + count));
    }

    private static void stop(Crowd crowd) {
        try {
            crowd.stop();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void assertAllTold() {
        assertAllTold(IntStream.range(0, rooms.size()).toArray());
        assertThat(nodes).allMatch(node -> node.recorder().losses().isEmpty());
    }

    /** Every node was told everything, once and in the same order. */
    private void assertAllTold(int... numbers) {
        for (int i : numbers) {
            List<String> published = published(i);
            for (TestNode node : nodes) {
                eventually()
                        .untilAsserted(() ->
                                assertThat(Crowd.texts(node, rooms.get(i))).isEqualTo(published));
            }
        }
    }

    /** What was acknowledged, in the order of the positions; of the newest epoch only. */
    private List<String> published(int number) {
        var answers = crowds.get(number).answers().entrySet();
        Set<String> epochs = answers.stream()
                .map(answer -> answer.getValue().position().epoch())
                .collect(Collectors.toSet());
        String epoch = epochs.size() == 1
                ? epochs.iterator().next()
                : of(nodes.get(0).broker().log().position(rooms.get(number))).epoch();
        return answers.stream()
                .filter(answer -> answer.getValue().position().epoch().equals(epoch))
                .sorted((a, b) -> Long.compare(
                        a.getValue().position().seq(), b.getValue().position().seq()))
                .map(answer -> answer.getKey())
                .toList();
    }

    private static long subscribers(RedisProcess server, String command, RoomName room) {
        String channel = "test:room:{" + room.value() + "}:events";
        return Raw.number(Raw.list(server.ask(Command.PUBSUB, command, channel)).get(1));
    }

    private static ConditionFactory eventually() {
        return await().atMost(20, TimeUnit.SECONDS);
    }

    private static <T> T of(CompletionStage<T> answer) {
        return answer.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
