package org.herald.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.herald.config.Rate;
import org.junit.jupiter.api.Test;

class RateLimitTest {

    /** Just before it changes its sign, as that of a JVM may at any time. */
    private final AtomicLong nanos = new AtomicLong(-5);

    private final RateLimit twoInASecond = new RateLimit(new Rate(2, Duration.ofSeconds(1)), nanos::get);

    @Test
    void refusesTheThirdOfABurstOfTwo() {
        assertThat(twoInASecond.tryTake()).isZero();
        assertThat(twoInASecond.tryTake()).isZero();
        assertThat(twoInASecond.tryTake()).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void givesBackEvenlyOverThePeriod() {
        takeBoth();
        advance(Duration.ofMillis(500));

        assertThat(twoInASecond.tryTake()).isZero();
        assertThat(twoInASecond.tryTake()).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void tellsHowLongToWaitSoThatWaitingIsEnough() {
        takeBoth();
        advance(Duration.ofNanos(123_456));
        Duration wait = twoInASecond.tryTake();
        assertThat(wait).isEqualTo(Duration.ofMillis(500));

        advance(wait);
        assertThat(twoInASecond.tryTake()).isZero();
    }

    @Test
    void neverTellsToWaitNoTimeWhenItRefuses() {
        takeBoth();
        advance(Duration.ofMillis(500).minusNanos(1));

        assertThat(twoInASecond.tryTake()).isEqualTo(Duration.ofMillis(1));
    }

    @Test
    void takesNothingForWhatItRefuses() {
        takeBoth();
        for (int i = 0; i < 100; i++) {
            assertThat(twoInASecond.tryTake()).isPositive();
        }
        advance(Duration.ofMillis(500));

        assertThat(twoInASecond.tryTake()).isZero();
    }

    @Test
    void savesUpNoMoreThanABurst() {
        advance(Duration.ofDays(1));
        takeBoth();

        assertThat(twoInASecond.tryTake()).isPositive();
    }

    private void takeBoth() {
        assertThat(twoInASecond.tryTake()).isZero();
        assertThat(twoInASecond.tryTake()).isZero();
    }

    private void advance(Duration by) {
        nanos.addAndGet(by.toNanos());
    }
}
