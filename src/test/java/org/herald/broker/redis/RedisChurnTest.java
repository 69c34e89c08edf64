package org.herald.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.herald.hub.ConnectionId;
import org.herald.hub.Delivery;
import org.herald.hub.HubListener;
import org.herald.hub.Member;
import org.herald.hub.RoomName;
import org.herald.hub.Rooms;
import org.herald.hub.UserId;
import org.herald.it.kit.RedisProcess;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Protocol.Command;

/** Many rooms, joined and left by many threads at random. */
class RedisChurnTest {

    private static final int ROOMS = 10_000;
    private static final int THREADS = 8;

    @Test
    void leavesNothingBehind() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (RedisProcess redis = new RedisProcess();
                TestNode node = TestNode.start(redis, Duration.ofSeconds(15))) {
            Rooms rooms = new Rooms(node.broker().interest(), HubListener.NONE);
            List<Future<?>> work = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                int thread = t;
                work.add(threads.submit(() -> churn(node, rooms, thread)));
            }
            for (Future<?> each : work) {
                each.get(60, TimeUnit.SECONDS);
            }

            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(rooms.size() + node.broker().size())
                            .as("the control channels alone")
                            .isEqualTo(2));
            assertThat((List<?>) redis.ask(Command.PUBSUB, "CHANNELS")).hasSize(2);
            assertThat(keysWithoutExpiry(redis)).isZero();
            assertThat((List<?>) redis.ask(Command.KEYS, "*:users")).isEmpty();
            assertThat((List<?>) redis.ask(Command.KEYS, "*:where")).isEmpty();
            assertThat((List<?>) redis.ask(Command.KEYS, "*:stays")).isEmpty();
        } finally {
            threads.shutdownNow();
        }
    }

    /** Each thread comes to all rooms, and to each often at the same time as another one. */
    private static void churn(TestNode node, Rooms rooms, int thread) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        UserId user = new UserId("u" + thread % 3);
        ConnectionId connection = new ConnectionId("c-" + thread);
        List<CompletionStage<?>> under = new ArrayList<>();
        for (int i = 0; i < ROOMS * 2 / THREADS; i++) {
            RoomName room = new RoomName("r" + (i * THREADS / 2 + random.nextInt(THREADS)) % ROOMS);
            Member member = new Anyone(connection);
            under.add(rooms.enter(room, member)
                    .thenCompose(entered -> node.broker().presence().enter(room, user, connection, true))
                    .thenRun(() -> rooms.leave(room, member))
                    .thenCompose(left -> node.broker().presence().exit(room, user, connection, Duration.ZERO, true)));
            if (under.size() == 50) {
                under.forEach(each -> each.toCompletableFuture().join());
                under.clear();
            }
        }
        under.forEach(each -> each.toCompletableFuture().join());
    }

    private static int keysWithoutExpiry(RedisProcess redis) {
        return (int) (long) (Long) redis.ask(Command.EVAL, """
                local lasting = 0
                for _, key in ipairs(redis.call('KEYS', '*')) do
                  if redis.call('PTTL', key) < 0 then
                    lasting = lasting + 1
                  end
                end
                return lasting
                """, "0");
    }

    private record Anyone(ConnectionId connection) implements Member {
        @Override
        public void deliver(Delivery delivery) {}
    }
}
