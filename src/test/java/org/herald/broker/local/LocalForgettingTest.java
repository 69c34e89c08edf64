package org.herald.broker.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.herald.broker.BrokerContract;
import org.herald.broker.BrokerFixture;
import org.herald.broker.Range;
import org.herald.broker.Retention;
import org.herald.hub.Position;
import org.herald.hub.RoomName;
import org.junit.jupiter.api.Test;

/** Idle rooms are forgotten, and nobody takes a new numbering for an old one. */
class LocalForgettingTest extends BrokerContract {

    private static final Duration HOUR = Duration.ofMinutes(61);

    @Test
    void givesARoomThatWasForgottenAnotherEpoch() {
        Position old = say("one");
        fixture.advance(HOUR);
        assertThat(position().seq()).isZero();

        assertThat(position().sameEpoch(old)).isFalse();
        assertThat(read(Range.after(old, 10, NO_BYTE_LIMIT)).reaches()).isFalse();
        Position fresh = say("two");
        assertThat(fresh.seq()).isEqualTo(1);
        assertThat(fresh.sameEpoch(old)).isFalse();
    }

    @Test
    void givesNoEpochTwiceToARoomThatHadEvents() {
        Set<Position> seen = new HashSet<>();
        for (int round = 0; round < 50; round++) {
            assertThat(seen.add(say("again"))).isTrue();
            fixture.advance(HOUR);
            assertThat(position().seq()).isZero();
        }
    }

    @Test
    void keepsARoomThatIsSubscribed() {
        subscribe(ROOM);
        Position old = say("one");
        sayAndForget(OTHER_ROOM);

        assertThat(position()).isEqualTo(old);
        assertThat(history()).isEmpty();
        assertThat(say("two")).isEqualTo(old.next());
    }

    @Test
    void keepsARoomForAsLongAsItsHistoryAfterTheLastSubscriptionEnded() {
        subscribe(ROOM);
        Position old = say("one");
        fixture.advance(HOUR);
        unsubscribe(ROOM);
        fixture.advance(Duration.ofMinutes(30));
        assertThat(position()).isEqualTo(old);

        fixture.advance(HOUR);
        assertThat(position().sameEpoch(old)).isFalse();
    }

    @Test
    void keepsTheEpochOfASubscribedRoomInWhichNothingHappened() {
        subscribe(ROOM);
        Position before = position();
        sayAndForget(OTHER_ROOM);

        assertThat(position()).isEqualTo(before);
        assertThat(say("first")).isEqualTo(before.next());
    }

    @Test
    void keepsTheEpochOfRoomsInWhichNothingHappenedUntilOneIsForgotten() {
        Position before = position();
        subscribe(ROOM);
        unsubscribe(ROOM);
        fixture.advance(Duration.ofDays(1));
        assertThat(position()).isEqualTo(before);

        sayAndForget(OTHER_ROOM);
        assertThat(position().sameEpoch(before)).isFalse();
    }

    @Test
    void remembersRequestsForFiveMinutesInARoomThatKeepsNothing() {
        Retention nothing = new Retention(0, Duration.ZERO);
        publish(keeping(nothing, keyed("k", by(ALICE, said("one")))));
        fixture.advance(Duration.ofMinutes(4));

        assertThat(publish(keeping(nothing, keyed("k", by(ALICE, said("one"))))).duplicate())
                .isTrue();
    }

    @Test
    void givesEveryBrokerItsOwnEpoch() {
        Position here = position();
        BrokerFixture other = open();
        try {
            other.broker().start(node);
            assertThat(of(other.broker().log().position(ROOM)).sameEpoch(here)).isFalse();
        } finally {
            other.close();
        }
    }

    /** Everything happens on the thread of the test, the forgetting too. */
    @Override
    protected BrokerFixture open() {
        return new LocalFixture(Runnable::run, 100);
    }

    private void sayAndForget(RoomName room) {
        publish(in(room, by(BOB, said("bye"))));
        fixture.advance(HOUR);
        assertThat(of(broker.log().position(room)).seq()).isZero();
    }
}
