package org.herald.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "\u007f\u0080", "\u07ff\u0800", "\uffff", "é漢👩‍🚀", "{\"a\":\"ü\"}"})
    void countsTheBytesOfUtf8(String text) {
        assertThat(Frame.utf8Length(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
    }

    @Test
    void countsALoneSurrogateAsItsReplacement() {
        char high = '\ud83d';
        char low = '\udc69';

        assertThat(Frame.utf8Length("" + high)).isEqualTo(3);
        assertThat(Frame.utf8Length("" + low)).isEqualTo(3);
        assertThat(Frame.utf8Length("" + high + high + low)).isEqualTo(7);
        assertThat(Frame.utf8Length("" + high + 'a')).isEqualTo(4);
        assertThat(Frame.utf8Length("" + low + high)).isEqualTo(6);
    }

    @Test
    void isEitherTextOrBinary() {
        Frame text = Frame.text("é");
        Frame binary = Frame.binary(new byte[] {1, 2, 3});

        assertThat(text.isBinary()).isFalse();
        assertThat(text.text()).isEqualTo("é");
        assertThat(text.bytes()).isNull();
        assertThat(text.size()).isEqualTo(2);
        assertThat(binary.isBinary()).isTrue();
        assertThat(binary.text()).isNull();
        assertThat(binary.bytes()).containsExactly(1, 2, 3);
        assertThat(binary.size()).isEqualTo(3);
    }
}
