package org.herald.broker;

import static org.assertj.core.api.Assertions.assertThat;

import org.herald.hub.ErrorCode;
import org.herald.hub.Position;
import org.herald.hub.Refused;
import org.junit.jupiter.api.Test;

/** {@link ReadMarks}. */
public abstract class ReadMarksContract extends BrokerContract {

    @Test
    void movesForwardAndNeverBack() {
        Position first = say("1");
        Position second = say("2");
        Position third = say("3");

        assertThat(advance(second)).isTrue();
        assertThat(advance(second)).isFalse();
        assertThat(advance(first)).isFalse();
        assertThat(advance(third)).isTrue();
    }

    @Test
    void keepsAMarkForEachUserAndRoom() {
        Position first = say("1");
        Position other = publish(in(OTHER_ROOM, by(ALICE, said("1")))).position();
        advance(first);

        assertThat(of(broker.readMarks().advance(ROOM, BOB, first))).isTrue();
        assertThat(of(broker.readMarks().advance(OTHER_ROOM, ALICE, other))).isTrue();
    }

    @Test
    void refusesAMarkBeyondTheNewestEvent() {
        Position first = say("1");

        Refused refused = refusalOf(broker.readMarks().advance(ROOM, ALICE, first.next()));

        assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_DATA);
        assertThat(refused.field()).isEqualTo("data.upTo");
        assertThat(advance(first)).isTrue();
    }

    @Test
    void refusesAMarkOfAnotherEpoch() {
        say("1");

        Refused refused = refusalOf(broker.readMarks().advance(ROOM, ALICE, elsewhere(1)));

        assertThat(refused.field()).isEqualTo("data.upTo");
    }

    @Test
    void hasNothingToReadInANewRoom() {
        assertThat(advance(position())).isFalse();
        assertThat(refusalOf(broker.readMarks().advance(ROOM, ALICE, position().next()))
                        .field())
                .isEqualTo("data.upTo");
    }

    private boolean advance(Position upTo) {
        return of(broker.readMarks().advance(ROOM, ALICE, upTo));
    }
}
