package org.herald.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.herald.hub.RoomName;
import org.herald.it.kit.RedisProcess;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Protocol.Command;

/** Sentinels make a replica the master when the master dies. */
class RedisSentinelTest {

    private static final RoomName ROOM = new RoomName("general");

    @Test
    void goesOnWithTheNextMaster() throws InterruptedException {
        try (RedisProcess master = new RedisProcess();
                RedisProcess replica = new RedisProcess("--replicaof", "127.0.0.1 " + master.port());
                RedisProcess sentinel = RedisProcess.sentinel(master)) {
            await().until(() ->
                    Raw.text(replica.ask(Command.INFO, "replication")).contains("link_status:up"));
            await().atMost(15, TimeUnit.SECONDS)
                    .until(() ->
                            Raw.text(sentinel.ask(Command.INFO, "sentinel")).contains("slaves=1"));
            String url = "redis-sentinel://127.0.0.1:" + sentinel.port() + "/0#main";
            try (TestNode first = TestNode.start(url, Duration.ofSeconds(15));
                    TestNode second = TestNode.start(url, Duration.ofSeconds(15))) {
                List<TestNode> nodes = List.of(first, second);
                nodes.forEach(node -> node.broker()
                        .interest()
                        .subscribe(ROOM)
                        .toCompletableFuture()
                        .join());
                Crowd crowd = new Crowd(ROOM, nodes);
                crowd.start(2);
                await().until(() -> crowd.answers().size() > 100);

                master.kill();
                int before = crowd.answers().size();
                await().atMost(30, TimeUnit.SECONDS).until(() -> crowd.answers().size() > before + 200);
                crowd.stop();

                assertThat(Raw.text(replica.ask(Command.INFO, "replication"))).contains("role:master");
                for (TestNode node : nodes) {
                    // replication is behind by a moment: what it did not bring was told to be lost
                    int lost = node.recorder().losses().size();
                    assertThat(lost).isLessThanOrEqualTo(1);
                    List<String> expected = crowd.answers().entrySet().stream()
                            .filter(entry -> lost == 0
                                    || entry.getValue()
                                            .position()
                                            .sameEpoch(node.recorder()
                                                    .losses()
                                                    .get(0)
                                                    .now()))
                            .sorted((a, b) -> Long.compare(
                                    a.getValue().position().seq(),
                                    b.getValue().position().seq()))
                            .map(entry -> entry.getKey())
                            .toList();
                    await().untilAsserted(
                                    () -> assertThat(Crowd.texts(node, ROOM)).endsWith(last(expected, 100)));
                }
            }
        }
    }

    private static String[] last(List<String> all, int count) {
        return all.subList(Math.max(0, all.size() - count), all.size()).toArray(String[]::new);
    }
}
