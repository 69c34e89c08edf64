package org.herald.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OrderTest {

    private final Tally tally = new Tally();
    private final Order order = new Order(tally);

    @Test
    void findsNothingWrongWithOneAfterTheOther() {
        see("e-5", "e-6", "e-7", "e-8");

        assertThat(counts()).containsExactly(0, 0, 0);
        assertThat(order.missing(8)).isZero();
    }

    @Test
    void countsEveryNumberThatIsLeftOut() {
        see("e-5", "e-6", "e-9");

        assertThat(counts()).containsExactly(2, 0, 0);
    }

    @Test
    void countsWhatComesAgainOrLate() {
        see("e-5", "e-6", "e-6", "e-5", "e-7");

        assertThat(counts()).containsExactly(0, 2, 0);
    }

    @Test
    void beginsAnewWithANewEpoch() {
        see("e-5", "e-6", "f-1", "f-2");

        assertThat(counts()).containsExactly(0, 0, 1);
    }

    @Test
    void missesWhatWasAcceptedAndHasNotCome() {
        see("e-5", "e-6");

        assertThat(order.missing(9)).isEqualTo(3);
    }

    @Test
    void missesNothingBeforeItHasJoined() {
        assertThat(order.missing(9)).isZero();
    }

    private void see(String position, String... events) {
        order.begin(position);
        for (String event : events) {
            order.saw(event);
        }
    }

    private int[] counts() {
        return new int[] {
            (int) tally.get(Count.GAPS), (int) tally.get(Count.DUPLICATES), (int) tally.get(Count.RESTARTS)
        };
    }
}
