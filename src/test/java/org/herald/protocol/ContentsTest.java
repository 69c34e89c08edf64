package org.herald.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.api.Assertions;
import org.herald.hub.Content;
import org.herald.hub.ErrorCode;
import org.herald.hub.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentsTest {

    private static Refused refused(Runnable reading) {
        return Assertions.catchThrowableOfType(Refused.class, reading::run);
    }

    @Test
    void makesJsonOfAText() {
        assertThat(Contents.text("say \"hi\"\n")).isEqualTo(new Content.Value("\"say \\\"hi\\\"\\u000a\""));
    }

    @Test
    void takesATextOf2000CharactersAndNoLongerOne() {
        assertThat(Contents.text("😀".repeat(2000)).size()).isEqualTo(8002);
        assertThat(refused(() -> Contents.text("x".repeat(2001))).field()).isEqualTo("text");
        assertThat(refused(() -> Contents.text("")).field()).isEqualTo("text");
    }

    @Test
    void leavesAJsonValueAsItIs() {
        assertThat(Contents.json(" {\"a\" : [1, null]} ", 2)).isEqualTo(new Content.Value("{\"a\" : [1, null]}"));
        assertThat(Contents.json("null", 2)).isEqualTo(new Content.Value("null"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "1,2", "{} {}", "[[[]]]", "\"\uD800\"", "nul"})
    void refusesWhatIsNoJsonOrNestedTooDeep(String json) {
        assertThat(refused(() -> Contents.json(json, 2)).code()).isEqualTo(ErrorCode.BAD_JSON);
    }

    @Test
    void holdsATextWithinJsonToTheLengthOfTexts() {
        assertThat(refused(() -> Contents.json("\"\"", 2)).field()).isEqualTo("json");
        assertThat(refused(() -> Contents.json('"' + "x".repeat(2001) + '"', 2)).field())
                .isEqualTo("json");
    }
}
