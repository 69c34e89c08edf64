package org.herald.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceparentTest {

    private static final String GOOD = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @Test
    void readsWhatItIsMadeOf() {
        Traceparent trace = Traceparent.read(GOOD);

        assertThat(trace).hasToString(GOOD);
        assertThat(trace.traceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(trace.parentId()).isEqualTo("b7ad6b7169203331");
        assertThat(trace.flags()).isEqualTo("01");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-ff-what-the-future-will-be-like",
            })
    void takesOfALaterVersionWhatIsKnown(String text) {
        assertThat(Traceparent.read(text)).hasToString(GOOD);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "00",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-1",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0G",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01.what",
                "00_0af7651916cd43dd8448eb211c80319c_b7ad6b7169203331_01",
                " 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-\n1",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0\u0661",
            })
    void ignoresWhatIsMalformed(String text) {
        assertThat(Traceparent.read(text)).isNull();
    }

    @Test
    void ignoresWhatHasNoEnd() {
        assertThat(Traceparent.read("cc" + GOOD.substring(2) + "-" + "x".repeat(1_000_000)))
                .isNull();
    }

    @Test
    void cannotBeMadeOfAnythingElse() {
        assertThatThrownBy(() -> new Traceparent("cc" + GOOD.substring(2)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Traceparent.of("0", "1", "2")).isInstanceOf(IllegalArgumentException.class);
    }
}
