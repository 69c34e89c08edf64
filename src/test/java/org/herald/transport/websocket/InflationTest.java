package org.herald.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InflationTest {

    private static final int LIMIT = 100_000;

    private final Compressors compressors = new Compressors(2);
    private final Inflation inflation = new Inflation(compressors, LIMIT);

    /** Section 7.2.3.1: one fixed block. */
    @Test
    void inflatesTheExampleOfTheRfc() throws DataFormatException {
        assertThat(all(bytes(0xf2, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00)))
                .asString()
                .isEqualTo("Hello");
    }

    /** The same in two frames. */
    @Test
    void inflatesPartsAsTheyCome() throws DataFormatException {
        byte[] first = inflation.inflate(bytes(0xf2, 0x48, 0xcd), false);
        byte[] second = inflation.inflate(bytes(0xc9, 0xc9, 0x07, 0x00), true);

        assertThat(new String(first, StandardCharsets.UTF_8) + new String(second, StandardCharsets.UTF_8))
                .isEqualTo("Hello");
    }

    /** Section 7.2.3.3: a stored block. */
    @Test
    void inflatesWhatIsNotCompressed() throws DataFormatException {
        assertThat(all(bytes(0x00, 0x05, 0x00, 0xfa, 0xff, 0x48, 0x65, 0x6c, 0x6c, 0x6f, 0x00)))
                .asString()
                .isEqualTo("Hello");
    }

    /** Section 7.2.3.4: BFINAL is set. */
    @Test
    void inflatesABlockThatSaysItIsTheLast() throws DataFormatException {
        byte[] hello = bytes(0xf3, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00, 0x00);

        assertThat(all(hello)).asString().isEqualTo("Hello");
        assertThat(all(hello)).asString().isEqualTo("Hello");
    }

    /** Section 7.2.3.5: two blocks. */
    @Test
    void inflatesTwoBlocks() throws DataFormatException {
        assertThat(all(bytes(0xf2, 0x48, 0x05, 0x00, 0x00, 0x00, 0xff, 0xff, 0xca, 0xc9, 0xc9, 0x07, 0x00)))
                .asString()
                .isEqualTo("Hello");
    }

    /** Section 7.2.3.6. */
    @Test
    void inflatesTheEmptyMessage() throws DataFormatException {
        assertThat(all(bytes(0x00))).isEmpty();
        assertThat(all(new byte[0])).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 8191, 8192, 8193, 65_536, LIMIT})
    void givesBackWhatWasDeflated(int length) throws DataFormatException {
        byte[] random = new byte[length];
        ThreadLocalRandom.current().nextBytes(random);
        byte[] even = new byte[length];
        Arrays.fill(even, (byte) 'x');

        assertThat(all(deflated(random))).isEqualTo(random);
        assertThat(all(deflated(even))).isEqualTo(even);
        assertThat(inflation.overflown()).isFalse();
    }

    @Test
    void stopsAtTheLimitWhateverIsBehindIt() throws DataFormatException {
        byte[] bomb = bomb(200_000_000);

        byte[] given = inflation.inflate(bomb, true);

        assertThat(given).hasSizeBetween(LIMIT + 1, LIMIT + 8192);
        assertThat(inflation.overflown()).isTrue();
        assertThat(inflation.inflate(bomb, true)).isEmpty();
    }

    @Test
    void countsOverAllPartsOfAMessage() throws DataFormatException {
        byte[] whole = deflated(new byte[LIMIT + 10_000]);
        int given = 0;
        for (int i = 0; i < whole.length; i++) {
            given += inflation.inflate(new byte[] {whole[i]}, i == whole.length - 1).length;
        }

        assertThat(given).isBetween(LIMIT + 1, LIMIT + 8192);
        assertThat(inflation.overflown()).isTrue();
    }

    @Test
    void holdsNothingOutsideOfTheHeapForMessagesThatAreNotWhole() throws DataFormatException {
        byte[] message = deflated("and again ".repeat(500).getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < 1000; i++) {
            new Inflation(compressors, LIMIT).inflate(Arrays.copyOf(message, message.length / 2), false);
        }

        assertThat(compressors.inflating()).isZero();
    }

    @Test
    void givesBackWhatItUsesHoweverAMessageEnds() throws DataFormatException {
        assertThatThrownBy(() -> all(bytes(0xff, 0xff, 0xff, 0xff))).isInstanceOf(DataFormatException.class);
        assertThat(compressors.inflating()).isZero();

        inflation.inflate(bytes(0xf2, 0x48, 0xcd), false);
        inflation.close();
        assertThat(all(deflated("after all".getBytes(StandardCharsets.UTF_8))))
                .asString()
                .isEqualTo("after all");
        inflation.inflate(bomb(10_000_000), true);
        assertThat(compressors.inflating()).isZero();
    }

    /** Of blocks that hold nothing there may be as many as one likes. */
    @Test
    void keepsNoMoreOfAMessageThanOneOfThatSizeCanTake() throws DataFormatException {
        byte[] empty = new byte[5 * 10_000];
        for (int i = 0; i < empty.length; i += 5) {
            System.arraycopy(bytes(0x00, 0x00, 0x00, 0xff, 0xff), 0, empty, i, 5);
        }
        int given = 0;
        for (int i = 0; i < 10 && !inflation.overflown(); i++) {
            given += inflation.inflate(empty, false).length;
        }

        assertThat(inflation.overflown()).isTrue();
        assertThat(given).isGreaterThan(LIMIT);
    }

    @Test
    void beginsToCountAnewWithEachMessage() throws DataFormatException {
        byte[] message = deflated(new byte[LIMIT]);
        for (int i = 0; i < 5; i++) {
            assertThat(all(message)).hasSize(LIMIT);
        }
    }

    @Test
    void refusesWhatIsNotCompressed() {
        byte[] junk = bytes(0xff, 0xff, 0xff, 0xff);

        assertThatThrownBy(() -> all(junk)).isInstanceOf(DataFormatException.class);
    }

    @Test
    void deflatesPartsAsOneMessage() throws DataFormatException {
        Deflation deflation = new Deflation(compressors);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(deflation.deflate("and again ".repeat(500).getBytes(StandardCharsets.UTF_8), false));
        out.writeBytes(deflation.deflate("and again ".repeat(500).getBytes(StandardCharsets.UTF_8), false));
        out.writeBytes(deflation.deflate(new byte[0], true));

        assertThat(out.size()).isLessThan(200);
        assertThat(all(out.toByteArray())).asString().isEqualTo("and again ".repeat(1000));
    }

    @Test
    void cutsNoCharacterInTwo() throws DataFormatException {
        for (String shift : List.of("", "x", "xx", "xxx")) {
            byte[] bomb = deflated((shift + "😀".repeat(LIMIT)).getBytes(StandardCharsets.UTF_8));

            byte[] given = new Inflation(compressors, LIMIT).inflate(bomb, true);

            assertThat(new String(given, StandardCharsets.UTF_8)).isEqualTo(shift + "😀".repeat(given.length / 4));
            assertThat(given).hasSizeGreaterThan(LIMIT);
        }
    }

    private byte[] deflated(byte[] message) {
        return new Deflation(compressors).deflate(message, true);
    }

    private byte[] all(byte[] compressed) throws DataFormatException {
        return inflation.inflate(compressed, true);
    }

    private static byte[] bomb(int size) {
        Deflater deflater = new Deflater(9, true);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] zeros = new byte[1_000_000];
        byte[] step = new byte[65_536];
        for (int i = 0; i < size / zeros.length; i++) {
            deflater.setInput(zeros);
            while (!deflater.needsInput()) {
                out.write(step, 0, deflater.deflate(step));
            }
        }
        out.write(step, 0, deflater.deflate(step, 0, step.length, Deflater.SYNC_FLUSH));
        deflater.end();
        return out.toByteArray();
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
