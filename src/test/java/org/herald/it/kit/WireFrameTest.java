package org.herald.it.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireFrameTest {

    /** The examples of RFC 6455 section 5.7. */
    @Test
    void isWrittenAsTheStandardShows() {
        assertThat(WireFrame.text("Hello").unmasked()).asHexString().isEqualTo("810548656C6C6F");
        assertThat(WireFrame.text("Hello").masked(0x37FA213D)).asHexString().isEqualTo("818537FA213D7F9F4D5158");
        assertThat(WireFrame.text("Hel").unfinished().unmasked()).asHexString().isEqualTo("010348656C");
        assertThat(WireFrame.of(WireFrame.PING, "Hello".getBytes(StandardCharsets.UTF_8))
                        .unmasked())
                .asHexString()
                .startsWith("8905");
    }

    @ParameterizedTest
    @CsvSource({"125, 7D", "126, 7E007E", "256, 7E0100", "65535, 7EFFFF", "65536, 7F0000000000010000"})
    void writesItsLengthAsShortAsItCan(int length, String field) {
        assertThat(WireFrame.binary(new byte[length]).unmasked()).asHexString().startsWith("82" + field + "00");
    }

    @Test
    void namesTheReasonOfAnEnding() {
        WireFrame close = WireFrame.close(4008, "too slow");

        assertThat(close.closeCode()).isEqualTo(4008);
        assertThat(close.closeReason()).isEqualTo("too slow");
        assertThat(WireFrame.of(WireFrame.CLOSE, new byte[0]).closeCode()).isEqualTo(1005);
    }
}
