package org.herald.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
        byte[] first = inflation.inflate(bytes(0xf2, 0x48, 0xcd), 3, false);
        byte[] second = inflation.inflate(bytes(0xc9, 0xc9, 0x07, 0x00), 4, true);

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

        assertThat(all(compressors.deflate(random))).isEqualTo(random);
        assertThat(all(compressors.deflate(even))).isEqualTo(even);
        assertThat(inflation.overflown()).isFalse();
    }

    @Test
    void stopsAtTheLimitWhateverIsBehindIt() throws DataFormatException {
        byte[] bomb = bomb(200_000_000);

        byte[] given = inflation.inflate(bomb, bomb.length, true);

        assertThat(given).hasSizeBetween(LIMIT + 1, LIMIT + 8192);
        assertThat(inflation.overflown()).isTrue();
        assertThat(inflation.inflate(bomb, bomb.length, true)).isEmpty();
    }

    @Test
    void countsOverAllPartsOfAMessage() throws DataFormatException {
        byte[] whole = compressors.deflate(new byte[LIMIT + 10_000]);
        int given = 0;
        for (int i = 0; i < whole.length && !inflation.overflown(); i++) {
            given += inflation.inflate(new byte[] {whole[i]}, 1, false).length;
        }

        assertThat(given).isBetween(LIMIT + 1, LIMIT + 8192);
    }

    @Test
    void beginsToCountAnewWithEachMessage() throws DataFormatException {
        byte[] message = compressors.deflate(new byte[LIMIT]);
        for (int i = 0; i < 5; i++) {
            assertThat(all(message)).hasSize(LIMIT);
        }
    }

    @Test
    void refusesWhatIsNotCompressed() {
        byte[] junk = bytes(0xff, 0xff, 0xff, 0xff);

        assertThatThrownBy(() -> all(junk)).isInstanceOf(DataFormatException.class);
    }

    private byte[] all(byte[] compressed) throws DataFormatException {
        return inflation.inflate(compressed, compressed.length, true);
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
