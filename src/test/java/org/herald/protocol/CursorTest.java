package org.herald.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import org.herald.hub.Position;
import org.herald.hub.RoomName;
import org.herald.hub.RoomPosition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    private static final RoomName GENERAL = new RoomName("general");
    private static final RoomName OWN = new RoomName("@älice");

    private static RoomPosition at(RoomName room, long seq) {
        return new RoomPosition(room, new Position("7f3a", seq));
    }

    @Test
    void remembersTheLastEventOfEveryRoom() {
        Cursor cursor = Cursor.EMPTY.with(List.of(at(GENERAL, 1), at(OWN, 2))).with(List.of(at(GENERAL, 3)));

        Cursor read = Cursor.parse(cursor.toString());

        assertThat(read.of(GENERAL)).contains(new Position("7f3a", 3));
        assertThat(read.of(OWN)).contains(new Position("7f3a", 2));
        assertThat(read.of(new RoomName("other"))).isEmpty();
        assertThat(read).hasToString(cursor.toString());
    }

    @Test
    void isTheSameForTheSameOnAnyNode() {
        assertThat(Cursor.EMPTY.with(List.of(at(GENERAL, 3)))).hasToString("1~D-rhbVU2.7f3a-3");
        assertThat(Cursor.EMPTY).hasToString("1");
        assertThat(Cursor.parse("1").of(GENERAL)).isEmpty();
    }

    @Test
    void fitsIntoAHeaderForAsManyRoomsAsMayBeAskedFor() {
        List<RoomPosition> hundred = IntStream.range(0, 100)
                .mapToObj(i -> at(new RoomName("r".repeat(100) + i), 1_000_000_000L + i))
                .toList();
        String text = Cursor.EMPTY.with(hundred).toString();
        assertThat(text).matches("[A-Za-z0-9~._-]+").hasSizeLessThan(4096);
        assertThat(Cursor.parse(text).of(hundred.get(99).room()))
                .contains(hundred.get(99).position());
    }

    @Test
    void doesNotChangeWhenAnotherIsMadeOfIt() {
        Cursor one = Cursor.EMPTY.with(List.of(at(GENERAL, 1)));
        one.with(List.of(at(GENERAL, 2)));
        assertThat(one.of(GENERAL)).contains(new Position("7f3a", 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2",
                "1~",
                "1~D-rhbVU2",
                "1~D-rhbVU2.",
                "1~D-rhbVU2.7f3a",
                "1~D-rhbVU2.7f3a-03",
                "1~D-rhbVU.7f3a-3",
                "1~D-rhbVU2.7F3A-3",
                "1~D-rhbVU2.7f3a-3~",
                "1~D-rhbVU2.7f3a-3 ",
                "1~D-rhbVU2.7f3a-3\n",
                "1~D-rhbVU2.7f3a-1234567890123456789",
                "\u0661~D-rhbVU2.7f3a-3"
            })
    void isNothingElse(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cursor.parse(text))
                .withMessage("must be one that Herald gave out");
    }

    @Test
    void endsAtALengthThatNoHeaderHas() {
        String entry = "~D-rhbVU2.7f3a-3";
        assertThat(Cursor.parse("1" + entry.repeat(500)).of(GENERAL)).isPresent();
        assertThatIllegalArgumentException().isThrownBy(() -> Cursor.parse("1" + entry.repeat(1_000_000)));
    }
}
