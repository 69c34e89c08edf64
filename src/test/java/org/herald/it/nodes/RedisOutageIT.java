package org.herald.it.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.ManyNodes;
import org.herald.it.kit.RedisProcess;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Protocol.Command;

/** Whatever happens to Redis while members of a room speak on all nodes: everyone misses nothing, or is told so. */
class RedisOutageIT {

    private static final Logger LOG = System.getLogger(RedisOutageIT.class.getName());

    private static final int MEMBERS = 40;
    private static final int VOICES = 8;
    private static final Duration PAUSE = Duration.ofMillis(40);

    /** So that a short history does not reach back over the shortest interruption. */
    private static final Duration QUICK = Duration.ofMillis(2);

    private static final Duration FROZEN = Duration.ofSeconds(10);

    @AutoClose
    private final Belongings mine = new Belongings();

    private ManyNodes nodes;
    private RedisProcess redis;
    private Crowd crowd;

    @BeforeEach
    void speak() {
        nodes = ManyNodes.shared();
        redis = nodes.redis();
        crowd = crowd("deep/", MEMBERS, PAUSE);
        crowd.awaitProgress(50);
    }

    @Test
    void missesNothingWhenRedisIsKilledAndComesBack() throws InterruptedException {
        for (int i = 0; i < 2; i++) {
            redis.kill();
            redis.start();
            awaitRecovery("being killed");
        }
        crowd.finish();

        crowd.assertNothingMissed();
        crowd.assertKept();
        assertAllStayed();
        assertThat(crowd.retried()).isPositive();
        assertThat(crowd.refusals()).containsExactly("unavailable");
    }

    @Test
    void missesNothingWhenRedisIsFrozen() throws InterruptedException {
        redis.freeze();
        long begun = System.nanoTime();
        Awaitility.await()
                .atMost(FROZEN.plusSeconds(10))
                .until(() -> System.nanoTime() - begun > FROZEN.toNanos() && !nodes.areReady());
        redis.thaw();
        awaitRecovery("being frozen");
        crowd.finish();

        crowd.assertNothingMissed();
        crowd.assertKept();
        assertAllStayed();
        assertThat(crowd.refusals()).containsExactly("unavailable");
    }

    @Test
    void tellsEveryoneThatRedisCameBackEmpty() throws InterruptedException {
        redis.kill();
        redis.forget();
        redis.start();
        awaitRecovery("coming back empty");
        crowd.finish();

        assertEveryoneWasTold();
    }

    @Test
    void tellsEveryoneThatRedisWasFlushed() throws InterruptedException {
        redis.flush();
        awaitRecovery("being flushed");
        crowd.finish();

        assertEveryoneWasTold();
    }

    @Test
    void missesNothingThatHistoryHasWhenSubscribersAndPipelinesBreak() throws InterruptedException {
        Crowd shallow = crowd("shallow/", VOICES, QUICK);
        for (String kind : List.of("pubsub", "normal", "pubsub")) {
            redis.ask(Command.CLIENT, "KILL", "TYPE", kind);
            awaitRecovery("breaking " + kind);
            shallow.awaitProgress(20);
        }
        crowd.finish();
        shallow.finish();

        crowd.assertNothingMissed();
        assertAllStayed();
        shallow.assertNoFault();
        LOG.log(Level.INFO, shallow.losses() + " members were told that a short history did not reach back");
    }

    private Crowd crowd(String namespace, int members, Duration pause) {
        return mine.add(new Crowd(namespace + UUID.randomUUID(), nodes.servers()))
                .members(members)
                .voices(VOICES, pause);
    }

    private void awaitRecovery(String from) {
        Duration time = crowd.awaitProgress(50);
        LOG.log(Level.INFO, "50 messages more reached everyone " + time.toMillis() + " ms after Redis's " + from);
    }

    private void assertAllStayed() {
        assertThat(crowd.members())
                .allMatch(member -> member.counts().connections.get() == 1, "stays connected");
    }

    private void assertEveryoneWasTold() {
        crowd.assertNoFault();
        crowd.assertKept();
        assertAllStayed();
        assertThat(crowd.members()).allMatch(member -> member.counts().losses.get() == 1, "was told once");
    }
}
