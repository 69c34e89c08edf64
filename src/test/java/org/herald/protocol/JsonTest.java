package org.herald.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonTest {

    static JsonObject read(String text) {
        try (var reader = jakarta.json.Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    @Test
    void writesWhatWasMeantToBeWritten() {
        String text = new Json()
                .open()
                .field("s", "x")
                .field("n", 42L)
                .field("b", true)
                .name("empty")
                .open()
                .close()
                .name("list")
                .openList()
                .string("a")
                .raw("[1]")
                .open()
                .field("in", false)
                .close()
                .open()
                .close()
                .openList()
                .closeList()
                .closeList()
                .optional("not", null)
                .optional("number", Long.MAX_VALUE)
                .optional("text", new StringBuilder("built"))
                .close()
                .toString();

        assertThat(text)
                .isEqualTo(
                        "{\"s\":\"x\",\"n\":42,\"b\":true,\"empty\":{},"
                                + "\"list\":[\"a\",[1],{\"in\":false},{},[]],\"number\":9223372036854775807,\"text\":\"built\"}");
    }

    @Test
    void writesAnyStringSoThatItReadsTheSame() {
        StringBuilder all = new StringBuilder();
        for (char c = 0; c < 0x300; c++) {
            all.append(c);
        }
        all.append("\u2028\u2029\ufeff\uffff😀\\u0041\"");
        assertThat(roundTrip(all.toString())).isEqualTo(all.toString());

        Random random = new Random(8259);
        for (int i = 0; i < 2_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(30); n > 0; n--) {
                text.append(
                        (char) (random.nextInt(4) == 0 ? 0xd800 + random.nextInt(0x800) : random.nextInt(0x1_0000)));
            }
            assertThat(roundTrip(text.toString())).isEqualTo(text.toString());
        }
    }

    private static String roundTrip(String value) {
        return read(new Json().open().field("v", value).close().toString()).getString("v");
    }

    @Test
    void writesWellFormedUnicodeWhateverItIsGiven() {
        String written = new Json()
                .open()
                .field("a\ud83d", "\ude00\ud83d")
                .field("b", "\ud83d\ud83d\ude00\ude00")
                .close()
                .toString();
        assertThat(new String(written.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(written);
        assertThat(written).contains("\\ud83d😀\\ude00");
    }

    @Test
    void escapesWhatCouldEndAStringOrALine() {
        assertThat(new Json().string("\"\\\n\u0000\u007f/").toString()).isEqualTo("\"\\\"\\\\\\u000a\\u0000\\u007f/\"");
    }
}
