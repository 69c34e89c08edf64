package org.herald.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.herald.hub.ErrorCode;
import org.herald.hub.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonScannerTest {

    @Test
    void findsEachValueAsItWasWritten() {
        String text = " {\"a\" : 1.50 ,\n\"b\":\" x\\u0041 \", \"c\":[ 1, {\"z\":null} ] ,\"d\":{ } , \"e\":null}\t";
        JsonObject object = new JsonScanner(text, 4).wholeObject();

        assertThat(object.get("a").raw()).isEqualTo("1.50");
        assertThat(object.get("b").raw()).isEqualTo("\" x\\u0041 \"");
        assertThat(object.get("b").string()).isEqualTo(" xA ");
        assertThat(object.get("c").raw()).isEqualTo("[ 1, {\"z\":null} ]");
        assertThat(object.get("d").raw()).isEqualTo("{ }");
        assertThat(object.get("e")).isNull();
        assertThat(object.evenNull("e").raw()).isEqualTo("null");
        assertThat(object.get("z")).isNull();
        JsonValue d = object.get("d");
        assertThat(text.substring(d.start(), d.end())).isEqualTo("{ }");
    }

    @Test
    void findsAFieldWhoseNameIsEscaped() {
        JsonObject object = new JsonScanner("{\"\\u0065v\\u0065nt\":1,\"a\\/b\":2}", 4).wholeObject();
        assertThat(object.get("event").raw()).isEqualTo("1");
        assertThat(object.get("a/b").raw()).isEqualTo("2");
    }

    @Test
    void resolvesEveryEscape() {
        String text = "{\"s\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0000\\u00E4\\u20aC\\uD83D\\uDE00\\ud83d end\"}";
        assertThat(new JsonScanner(text, 4).wholeObject().get("s").string())
                .isEqualTo("\"\\/\b\f\n\r\t\u0000ä€😀\ud83d end");
    }

    @Test
    void readsAnObjectInsideAgain() {
        String text = "{\"data\":{\"x\":\"y\",\"n\":{\"m\":2}}}";
        JsonValue data = new JsonScanner(text, 4).wholeObject().get("data");
        JsonObject inner = new JsonScanner(text, 4).objectAt(data.start());
        assertThat(inner.get("x").string()).isEqualTo("y");
        assertThat(inner.get("n").raw()).isEqualTo("{\"m\":2}");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 32})
    void takesNestingAsDeepAsItMayAndNoDeeper(int depth) {
        for (String[] pair : List.of(new String[] {"[", "]"}, new String[] {"{\"a\":", "}"})) {
            String good = pair[0].repeat(depth - 1) + "1" + pair[1].repeat(depth - 1);
            String bad = pair[0].repeat(depth) + "1" + pair[1].repeat(depth);
            assertThat(new JsonScanner("{\"a\":" + good + "}", depth).wholeObject())
                    .isNotNull();
            refuses("{\"a\":" + bad + "}", depth, ErrorCode.BAD_JSON);
        }
        String flat = "[],{},".repeat(depth) + "[]";
        assertThat(new JsonScanner("{\"a\":[" + (depth > 2 ? flat : "") + "]}", Math.max(2, depth)).wholeObject())
                .as("closed ones do not count")
                .isNotNull();
    }

    @Test
    void spendsNoStackOnEndlessNesting() {
        for (String start : List.of("{\"a\":", "[", "{\"a\":[")) {
            refuses(start.repeat(1_000_000), 512, ErrorCode.BAD_JSON);
        }
    }

    @Test
    void refusesAFieldThatIsThereTwiceInAnySpelling() {
        refuses("{\"a\":1,\"a\":1}", 4, ErrorCode.BAD_ENVELOPE);
        refuses("{\"a\":1,\"\\u0061\":2}", 4, ErrorCode.BAD_ENVELOPE);
        refuses("{\"a\":null,\"a\":2}", 4, ErrorCode.BAD_ENVELOPE);
        assertThat(new JsonScanner("{\"x\":{\"a\":1,\"a\":2}}", 4).wholeObject())
                .isNotNull();
    }

    @Test
    void refusesMoreFieldsThanAnyMessageHas() {
        assertThat(new JsonScanner(fields(64), 4).wholeObject()).isNotNull();
        refuses(fields(65), 4, ErrorCode.BAD_ENVELOPE);
        assertThat(new JsonScanner("{\"x\":" + fields(500) + "}", 4).wholeObject())
                .isNotNull();
    }

    private static String fields(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "\"f" + i + "\":" + i)
                .collect(Collectors.joining(",", "{", "}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "1", "\"a\"", "null", " true "})
    void refusesWhatIsJsonButNoObject(String text) {
        refuses(text, 4, ErrorCode.BAD_ENVELOPE);
    }

    @Test
    void tellsWhereItBroke() {
        assertThatThrownBy(() -> new JsonScanner("{\"a\":x}", 4).wholeObject()).hasMessageContaining("character 6");
        assertThatThrownBy(() -> new JsonScanner("{\"a\":\"\n\"}", 4).wholeObject())
                .hasMessageContaining("character 7");
        assertThatThrownBy(() -> new JsonScanner("{\"a\":1;}", 4).wholeObject()).hasMessageContaining("character 7");
        assertThatThrownBy(() -> new JsonScanner("{\"a\":1", 4).wholeObject()).hasMessageContaining("character 7");
    }

    private static void refuses(String text, int depth, ErrorCode code) {
        assertThatThrownBy(() -> new JsonScanner(text, depth).wholeObject())
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
