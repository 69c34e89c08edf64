package org.herald.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.herald.config.Rate;
import org.herald.hub.ErrorCode;
import org.herald.hub.Refused;
import org.herald.hub.UserId;
import org.herald.it.kit.RedisProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Protocol.Command;

/** One limit of a user over two nodes. */
class RedisMessageQuotaTest {

    private static final UserId ALICE = new UserId("alice");
    private static final Rate FIFTY = new Rate(50, Duration.ofHours(50));
    private static final Rate THOUSANDS = new Rate(5000, Duration.ofDays(1));

    private final RedisProcess redis = new RedisProcess();
    private TestNode first;
    private TestNode second;

    @BeforeEach
    void start() {
        first = TestNode.start(redis, Duration.ofSeconds(15));
        second = TestNode.start(redis, Duration.ofSeconds(15));
    }

    @AfterEach
    void close() {
        first.close();
        second.close();
        redis.close();
    }

    @Test
    void isSpentByBothTogether() {
        for (Rate rate : List.of(FIFTY, THOUSANDS)) {
            UserId user = new UserId("spender of " + rate.count());
            long given = IntStream.range(0, (int) rate.count() * 2)
                    .parallel()
                    .filter(i -> take(i % 2 == 0 ? first : second, user, rate).isZero())
                    .count();

            assertThat(given).isEqualTo(rate.count());
        }
    }

    @Test
    void isToldAlikeByBoth() {
        for (int i = 0; i < 50; i++) {
            take(first, ALICE, FIFTY);
        }

        for (TestNode node : List.of(first, second)) {
            assertThat(take(node, ALICE, FIFTY)).isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
        }
    }

    @Test
    void comesBackWhenOneNodeDidNotUseWhatItFetched() {
        Rate high = new Rate(10_000, Duration.ofMinutes(1));
        assertThat(take(first, ALICE, high)).isZero();
        first.advance(Purse.HOLD);
        assertThat(take(first, ALICE, high)).isZero();

        long left = Math.round(10_000 - 10_000 * ahead().toNanos() / 60e9);
        assertThat(left).as("all but the two batches, of which one came back").isBetween(9890L, 9910L);
    }

    @Test
    void isRefusedAsUnavailableWhileRedisIsAwayAndGoesOnWhereItWas() {
        for (int i = 0; i < 50; i++) {
            take(first, ALICE, FIFTY);
        }
        redis.kill();
        await().untilAsserted(() -> assertThatThrownBy(() -> take(second, ALICE, FIFTY))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(ErrorCode.UNAVAILABLE)));
        redis.start();

        await().atMost(10, TimeUnit.SECONDS)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(take(second, ALICE, FIFTY)).isPositive());
    }

    @Test
    void keepsNobodyOutForLongerThanAnEmptyBucketWhenTheClockWasSetBack() {
        long farAhead = (System.currentTimeMillis() + Duration.ofDays(300).toMillis()) * 1000;
        redis.ask(Command.SET, "test:user:{@alice}:rate", "" + farAhead);

        assertThat(take(first, ALICE, FIFTY)).isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
    }

    @Test
    void fillsUpAgainAfterTheClockWasSetBack() {
        Rate fast = new Rate(2, Duration.ofSeconds(1));
        long farAhead = (System.currentTimeMillis() + Duration.ofDays(300).toMillis()) * 1000;
        redis.ask(Command.SET, "test:user:{@alice}:rate", "" + farAhead);
        assertThat(take(first, ALICE, fast)).isPositive();

        await().atMost(10, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(take(first, ALICE, fast)).isZero());
    }

    @Test
    void isForgottenHereAndThereWhenTheBucketIsFull() {
        Rate fast = new Rate(2, Duration.ofMillis(300));
        for (int i = 0; i < 3; i++) {
            take(first, ALICE, fast);
        }

        await().until(() -> redis.ask(Command.EXISTS, "test:user:{@alice}:rate").equals(0L));
        first.advance(Duration.ofSeconds(10));
        await().until(() -> first.broker().purses() == 0);
    }

    /** How far the bucket is from being full, in time. */
    private Duration ahead() {
        long full = Raw.number(redis.ask(Command.GET, "test:user:{@alice}:rate"));
        List<?> time = Raw.list(redis.ask(Command.TIME));
        return Duration.ofNanos((full - Raw.number(time.get(0)) * 1_000_000 - Raw.number(time.get(1))) * 1000);
    }

    private static Duration take(TestNode node, UserId user, Rate rate) {
        return node.broker()
                .messages()
                .take(user, rate, 1)
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }
}
