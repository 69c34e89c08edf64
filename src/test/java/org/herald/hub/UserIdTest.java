package org.herald.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserIdTest {

    @ParameterizedTest
    @ValueSource(strings = {"alice", "a@example.org", "auth0|123", "Zoë", "山田", "👩‍🚀", " "})
    void takesWhateverATokenSays(String id) {
        assertThat(new UserId(id)).hasToString(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\u0000b", "a\nb", "\u007f", "\u0085"})
    void refusesNothingAndControlCharacters(String id) {
        assertThatIllegalArgumentException().isThrownBy(() -> new UserId(id));
    }

    @ParameterizedTest
    @ValueSource(ints = {0xD83D, 0xDC69})
    void refusesALoneSurrogate(int surrogate) {
        String lone = Character.toString((char) surrogate);

        assertThatIllegalArgumentException().isThrownBy(() -> new UserId(lone));
        assertThatIllegalArgumentException().isThrownBy(() -> new UserId(lone + "x"));
        assertThatIllegalArgumentException().isThrownBy(() -> new UserId("x" + lone));
    }

    @Test
    void isAtMost128CharactersLong() {
        assertThat(new UserId("a".repeat(128)).value()).hasSize(128);
        assertThatIllegalArgumentException().isThrownBy(() -> new UserId("a".repeat(129)));
    }
}
