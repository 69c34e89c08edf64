package org.herald.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StampTest {

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 1_234_567_890_123L, -42, Long.MAX_VALUE, Long.MIN_VALUE})
    void isFoundAgainInTheMessage(long due) {
        String text = new Stamp("0a1b2c3d", due).padded(Stamp.LONGEST);

        assertThat(text).hasSize(Stamp.LONGEST);
        assertThat(Stamp.due("{\"data\":{\"content\":\"" + text + "\"}}", "0a1b2c3d"))
                .isEqualTo(due);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "herald-load 0a1b2c3d", "herald-load 0a1b2c3d 55"})
    void isNotFoundInOtherMessages(String text) {
        assertThat(Stamp.due(text, "0a1b2c3d")).isNull();
        assertThat(Stamp.due(new Stamp("another1", 5).padded(100), "0a1b2c3d")).isNull();
    }
}
