package org.herald.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.herald.hub.HandClock;
import org.junit.jupiter.api.Test;

class PurseTest {

    private static final long BATCH = 10;
    private static final long SECOND = 1_000_000_000L;

    private final HandClock clock = new HandClock();
    private final Purse purse = new Purse();

    /** What the last call to Redis was to be. */
    private Purse.Ask ask;

    @Test
    void fetchesAsManyAsAreExpected() {
        take(1, 1);
        assertThat(ask).isEqualTo(new Purse.Ask(1, 0));
        settle(1, 0, 1);

        take(7, 1);
        assertThat(ask).isEqualTo(new Purse.Ask(7, 0));
    }

    @Test
    void servesFromWhatItHolds() {
        CompletableFuture<Duration> first = take(1, BATCH);
        Purse.Settlement settlement = settle(10, 0, BATCH);
        assertThat(settlement.served()).containsExactly(first);

        for (int i = 0; i < 5; i++) {
            assertThat(take(1, BATCH)).isCompletedWithValue(Duration.ZERO);
        }
    }

    @Test
    void fetchesMoreBeforeItHasNone() {
        take(1, BATCH);
        settle(10, 0, BATCH);
        for (int i = 0; i < 4; i++) {
            take(1, BATCH);
            assertThat(ask).isNull();
        }

        assertThat(take(1, BATCH)).isCompleted();
        assertThat(ask).isEqualTo(new Purse.Ask(10, 0));
        take(1, BATCH);
        assertThat(ask).isNull();
    }

    @Test
    void makesOneCallAtATime() {
        CompletableFuture<Duration> first = take(1, 1);
        CompletableFuture<Duration> second = take(1, 1);
        assertThat(ask).isNull();
        CompletableFuture<Duration> third = take(1, 1);

        Purse.Settlement settlement = settle(1, 0, 1);
        assertThat(settlement.served()).containsExactly(first);
        assertThat(settlement.next()).isEqualTo(new Purse.Ask(2, 0));
        assertThat(settle(2, 0, 1).served()).containsExactly(second, third);
    }

    @Test
    void turnsAwayWhomThereIsNothingForAndAllWhoComeTooEarly() {
        CompletableFuture<Duration> first = take(3, 1);
        CompletableFuture<Duration> second = take(1, 1);
        Purse.Settlement settlement = settle(1, SECOND, 1);
        assertThat(settlement.served()).containsExactly(first);
        assertThat(settlement.turnedAway()).containsExactly(second);
        assertThat(settlement.delay()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settlement.next()).isNull();

        clock.advance(Duration.ofMillis(400));
        assertThat(take(1, 1)).isCompletedWithValue(Duration.ofMillis(600));
        assertThat(ask).isNull();
        clock.advance(Duration.ofMillis(600));
        assertThat(take(1, 1)).isNotCompleted();
        assertThat(ask).isEqualTo(new Purse.Ask(1, 0));
    }

    @Test
    void givesBackWhatItDidNotUseWithinASecond() {
        take(1, BATCH);
        settle(10, 0, BATCH);
        clock.advance(Purse.HOLD);

        assertThat(take(1, BATCH)).isNotCompleted();
        assertThat(ask).isEqualTo(new Purse.Ask(10, 9));
        settle(10, 0, BATCH);
        assertThat(purse.isIdle(clock.nanos())).isFalse();
        clock.advance(Purse.HOLD);
        assertThat(purse.isIdle(clock.nanos())).isTrue();
    }

    @Test
    void forgetsWhoWaitedWhenRedisDoesNotAnswer() {
        CompletableFuture<Duration> first = take(1, 1);
        CompletableFuture<Duration> second = take(1, 1);

        assertThat(purse.abandon()).containsExactly(first, second);
        assertThat(purse.isIdle(clock.nanos())).isTrue();
        take(1, 1);
        assertThat(ask).isEqualTo(new Purse.Ask(1, 0));
    }

    private CompletableFuture<Duration> take(long expected, long batch) {
        CompletableFuture<Duration> answer = new CompletableFuture<>();
        ask = purse.take(answer, clock.nanos(), expected, batch);
        return answer;
    }

    private Purse.Settlement settle(long count, long delay, long batch) {
        return purse.settle(new Purse.Grant(count, delay), clock.nanos(), batch);
    }
}
