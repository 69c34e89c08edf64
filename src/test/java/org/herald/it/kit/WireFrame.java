package org.herald.it.kit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One frame as RFC 6455 section 5.2 has it, good or bad: nothing here keeps a test from building a frame that breaks
 * the rules.
 *
 * @param last the FIN bit
 * @param reserved the three RSV bits, 0 to 7
 * @param opcode 0 to 15
 * @param payload as it is before masking
 */
public record WireFrame(boolean last, int reserved, int opcode, byte[] payload) {

    public static final int CONTINUATION = 0;
    public static final int TEXT = 1;
    public static final int BINARY = 2;
    public static final int CLOSE = 8;
    public static final int PING = 9;
    public static final int PONG = 10;

    static final int NO_CLOSE_CODE = 1005;

    private static final int SHORT_LENGTH = 126;
    private static final int LONG_LENGTH = 127;

    public static WireFrame of(int opcode, byte[] payload) {
        return new WireFrame(true, 0, opcode, payload);
    }

    public static WireFrame text(String text) {
        return of(TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    public static WireFrame binary(byte[] payload) {
        return of(BINARY, payload);
    }

    public static WireFrame close(int code, String reason) {
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        return of(
                CLOSE,
                ByteBuffer.allocate(2 + text.length)
                        .putShort((short) code)
                        .put(text)
                        .array());
    }

    /** A text frame whose payload is not UTF-8. */
    public static WireFrame invalidUtf8() {
        return of(TEXT, new byte[] {'a', (byte) 0xC3, (byte) 0x28, 'b'});
    }

    /** The same frame with more of its message to come. */
    public WireFrame unfinished() {
        return new WireFrame(false, reserved, opcode, payload);
    }

    public String text() {
        return new String(payload, StandardCharsets.UTF_8);
    }

    /** The code of a close frame; 1005 when it carries none. */
    public int closeCode() {
        return payload.length < 2
                ? NO_CLOSE_CODE
                : Short.toUnsignedInt(ByteBuffer.wrap(payload).getShort());
    }

    public String closeReason() {
        return payload.length < 2
                ? ""
                : new String(Arrays.copyOfRange(payload, 2, payload.length), StandardCharsets.UTF_8);
    }

    /** As a client has to send it. */
    public byte[] masked(int maskingKey) {
        byte[] key = ByteBuffer.allocate(4).putInt(maskingKey).array();
        byte[] body = payload.clone();
        for (int i = 0; i < body.length; i++) {
            body[i] ^= key[i % 4];
        }
        ByteArrayOutputStream out = header(0x80);
        out.writeBytes(key);
        out.writeBytes(body);
        return out.toByteArray();
    }

    /** As a server sends it, and a client must not. */
    public byte[] unmasked() {
        ByteArrayOutputStream out = header(0);
        out.writeBytes(payload);
        return out.toByteArray();
    }

    private ByteArrayOutputStream header(int maskBit) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write((last ? 0x80 : 0) | reserved << 4 | opcode);
        int length = payload.length;
        if (length < SHORT_LENGTH) {
            out.write(maskBit | length);
        } else if (length <= 0xFFFF) {
            out.write(maskBit | SHORT_LENGTH);
            out.writeBytes(ByteBuffer.allocate(2).putShort((short) length).array());
        } else {
            out.write(maskBit | LONG_LENGTH);
            out.writeBytes(ByteBuffer.allocate(8).putLong(length).array());
        }
        return out;
    }

    @Override
    public String toString() {
        return "frame[opcode " + opcode + (last ? "" : ", unfinished") + ", " + payload.length + " bytes]";
    }
}
