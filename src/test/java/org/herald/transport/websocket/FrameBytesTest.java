package org.herald.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.herald.hub.CloseCode;
import org.herald.hub.Frame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames of a server, byte by byte (RFC 6455 section 5.2). */
class FrameBytesTest {

    @Test
    void writesAShortTextWithTwoBytesBeforeIt() {
        assertThat(FrameBytes.of(List.of(Frame.text("Hello"))))
                .containsExactly(0x81, 5, 'H', 'e', 'l', 'l', 'o'); // the example of section 5.7, unmasked
    }

    @Test
    void encodesTextInUtf8AndCountsItsBytes() {
        byte[] bytes = FrameBytes.of(List.of(Frame.text("ä漢")));

        assertThat(bytes[1]).isEqualTo((byte) 5);
        assertThat(new String(bytes, 2, 5, StandardCharsets.UTF_8)).isEqualTo("ä漢");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125})
    void writesShortLengthsInOneByte(int length) {
        ByteBuffer bytes = binary(length);

        assertThat(bytes.get()).isEqualTo((byte) 0x82);
        assertThat(bytes.get()).isEqualTo((byte) length);
        assertThat(bytes.remaining()).isEqualTo(length);
    }

    @ParameterizedTest
    @ValueSource(ints = {126, 127, 128, 255, 256, 32_768, 65_535})
    void writesLengthsUpTo64KiBInTwoMoreBytes(int length) {
        ByteBuffer bytes = binary(length);

        assertThat(bytes.getShort()).isEqualTo((short) 0x827E);
        assertThat(bytes.getShort() & 0xFFFF).isEqualTo(length);
        assertThat(bytes.remaining()).isEqualTo(length);
    }

    @ParameterizedTest
    @ValueSource(ints = {65_536, 4_194_304})
    void writesLargerLengthsInEightMoreBytes(int length) {
        ByteBuffer bytes = binary(length);

        assertThat(bytes.getShort()).isEqualTo((short) 0x827F);
        assertThat(bytes.getLong()).isEqualTo(length);
        assertThat(bytes.remaining()).isEqualTo(length);
        assertThat(bytes.get(bytes.limit() - 1)).isEqualTo((byte) 7);
    }

    @Test
    void writesManyOneAfterTheOther() {
        byte[] bytes = FrameBytes.of(List.of(Frame.text("a"), Frame.binary(new byte[] {9, 8}), Frame.text("")));

        assertThat(bytes).containsExactly(0x81, 1, 'a', 0x82, 2, 9, 8, 0x81, 0);
    }

    @Test
    void writesPings() {
        assertThat(FrameBytes.ping(new byte[] {1, 2, 3})).containsExactly(0x89, 3, 1, 2, 3);
    }

    private static ByteBuffer binary(int length) {
        byte[] payload = new byte[length];
        if (length > 0) {
            payload[length - 1] = 7;
        }
        return ByteBuffer.wrap(FrameBytes.of(List.of(Frame.binary(payload))));
    }

    @Test
    void writesACloseWithItsCodeAndReason() {
        assertThat(FrameBytes.close(CloseCode.RESTART, "bye"))
                .containsExactly(0x88, 5, 0x03, 0xF4, 'b', 'y', 'e'); // section 5.5.1; 1012
    }
}
