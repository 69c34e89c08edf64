package org.herald.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionTest {

    @ParameterizedTest
    @ValueSource(strings = {"7f3a-1042", "0-0", "z-1", "abcdefghijklmnopqrstuvwxyz012345-999999999999999999"})
    void isWrittenAsItIsRead(String text) {
        assertThat(Position.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "a-",
                "-1",
                "a--1",
                "a-01",
                "A-1",
                "a-1 ",
                " a-1",
                "a_b-1",
                "a-1-2",
                "a-+1",
                "a-1000000000000000000",
                "abcdefghijklmnopqrstuvwxyz0123456-1"
            })
    void refusesWhatIsNoEventId(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Position.parse(text));
    }

    @Test
    void isFollowedByTheOneAfterInTheSameEpoch() {
        Position next = new Position("a", 41).next();

        assertThat(next).isEqualTo(new Position("a", 42));
        assertThat(next.sameEpoch(new Position("a", 0))).isTrue();
        assertThat(next.sameEpoch(new Position("b", 42))).isFalse();
    }
}
