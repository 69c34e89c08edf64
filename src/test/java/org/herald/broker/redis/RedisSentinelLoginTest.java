package org.herald.broker.redis;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.herald.broker.Recorder;
import org.herald.hub.RoomName;
import org.herald.it.kit.RedisProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sentinels that want another login than the Redis that they watch. */
class RedisSentinelLoginTest {

    private static final RoomName ROOM = new RoomName("general");

    private final RedisProcess redis = new RedisProcess("--requirepass", "of-redis");

    /** Null until a test has started one. */
    private RedisProcess sentinel;

    @AfterEach
    void close() {
        if (sentinel != null) {
            sentinel.close();
        }
        redis.close();
    }

    @Test
    void areAskedWithAPasswordOfTheirOwn() {
        startSentinel("requirepass of-sentinels\nsentinel sentinel-pass of-sentinels\n");

        assertWorks(Map.of("herald.redis.sentinel.password", "of-sentinels"));
    }

    @Test
    void areAskedAsAUserWhoMayDoNothingElse() {
        startSentinel("""
                user default off
                user watcher on >of-watcher +sentinel|get-master-addr-by-name
                """);

        assertWorks(Map.of(
                "herald.redis.sentinel.user", "watcher",
                "herald.redis.sentinel.password", "of-watcher"));
    }

    @Test
    void doNotLetInWhoHasNoLoginOrAnother() {
        startSentinel("requirepass of-sentinels\nsentinel sentinel-pass of-sentinels\n");

        assertFails(Map.of(), "NOAUTH");
        assertFails(Map.of("herald.redis.sentinel.password", "of-redis"), "WRONGPASS");
    }

    private void startSentinel(String lines) {
        sentinel = RedisProcess.sentinel(redis.port(), "sentinel auth-pass main of-redis\n" + lines);
    }

    private void assertWorks(Map<String, String> login) {
        try (TestNode node = node(login)) {
            node.broker().start(node.recorder());
            node.broker().interest().subscribe(ROOM).toCompletableFuture().join();
            node.broker().log().publish(Crowd.saying(ROOM, "alice", "hello"));

            Awaitility.await().until(() -> Crowd.texts(node, ROOM).size() == 1);
        }
    }

    private void assertFails(Map<String, String> login, String why) {
        try (TestNode node = node(login)) {
            assertThatThrownBy(() -> node.broker().start(new Recorder()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("herald.redis.url: Redis (SENTINEL [127.0.0.1:" + sentinel.port() + "]) ")
                    .hasMessageContaining(why)
                    .hasMessageNotContaining("of-redis");
        }
    }

    private TestNode node(Map<String, String> login) {
        Map<String, String> values = new HashMap<>(login);
        values.put("herald.redis.url", "redis-sentinel://:of-redis@127.0.0.1:" + sentinel.port() + "#main");
        return new TestNode(values);
    }
}
