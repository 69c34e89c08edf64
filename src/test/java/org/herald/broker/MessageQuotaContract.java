package org.herald.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.herald.config.Rate;
import org.herald.hub.UserId;
import org.junit.jupiter.api.Test;

/** {@link MessageQuota}. The periods are so long that what a test takes itself does not count. */
public abstract class MessageQuotaContract extends BrokerContract {

    /** One more every ten minutes. */
    private static final Rate FIVE = new Rate(5, Duration.ofMinutes(50));

    private static final Duration EACH = Duration.ofMinutes(10);

    @Test
    void letsAUserSayEverythingAtOnceAndNothingMore() {
        for (int i = 0; i < 5; i++) {
            assertThat(take(ALICE)).isZero();
        }

        assertThat(take(ALICE)).isPositive();
        assertThat(take(BOB)).isZero();
    }

    @Test
    void tellsHowLongItIsUntilTheNext() {
        takeAll();

        assertThat(take(ALICE)).isBetween(EACH.minusSeconds(20), EACH);
        fixture.advance(Duration.ofMinutes(4));
        assertThat(take(ALICE)).isBetween(Duration.ofMinutes(6).minusSeconds(20), Duration.ofMinutes(6));
    }

    @Test
    void letsTheUserGoOnAfterTheTimeThatItTold() {
        takeAll();
        fixture.advance(take(ALICE));

        assertThat(take(ALICE)).isZero();
        assertThat(take(ALICE)).isPositive();
    }

    @Test
    void fillsUpEvenlyAndNoFurtherThanFull() {
        takeAll();
        fixture.advance(EACH.multipliedBy(2).plusMinutes(5));
        assertThat(taken(10)).isEqualTo(2);
        fixture.advance(EACH.multipliedBy(100));

        assertThat(taken(10)).isEqualTo(5);
    }

    @Test
    void givesOutWhatIsLeftWhenMoreIsExpected() {
        assertThat(of(broker.messages().take(ALICE, FIVE, 100))).isZero();

        assertThat(taken(10)).isEqualTo(4);
    }

    @Test
    void givesOutNoTokenTwiceWhenManyAskAtOnce() {
        long given = IntStream.range(0, 40)
                .parallel()
                .filter(i -> take(ALICE).isZero())
                .count();

        assertThat(given).isEqualTo(5);
    }

    @Test
    void countsAHighRateAsExactly() {
        Rate high = new Rate(3000, Duration.ofDays(1));
        long given = IntStream.range(0, 4000)
                .parallel()
                .filter(i -> of(broker.messages().take(ALICE, high, 1 + i % 3)).isZero())
                .count();

        assertThat(given).isEqualTo(3000);
    }

    private void takeAll() {
        assertThat(taken(5)).isEqualTo(5);
    }

    private long taken(int times) {
        return IntStream.range(0, times).filter(i -> take(ALICE).isZero()).count();
    }

    private Duration take(UserId user) {
        return of(broker.messages().take(user, FIVE, 1));
    }
}
