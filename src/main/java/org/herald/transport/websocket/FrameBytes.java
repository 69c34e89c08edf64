package org.herald.transport.websocket;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.herald.hub.CloseCode;
import org.herald.hub.Frame;

/** Frames as a server sends them: final, unmasked, of no extension (RFC 6455 section 5.2). */
final class FrameBytes {

    private static final int FINAL = 0x80;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;

    private static final int SHORT = 125;
    private static final int MEDIUM = 0xFFFF;

    private FrameBytes() {}

    /** All of them, one after the other. */
    static byte[] of(List<Frame> frames) {
        int size = 0;
        for (Frame frame : frames) {
            size += sizeOf(frame.payload());
        }
        byte[] bytes = new byte[size];
        int at = 0;
        for (Frame frame : frames) {
            at = put(bytes, at, frame.isBinary() ? BINARY : TEXT, frame.payload());
        }
        return bytes;
    }

    /** @param payload at most 125 bytes */
    static byte[] ping(byte[] payload) {
        byte[] bytes = new byte[sizeOf(payload)];
        put(bytes, 0, PING, payload);
        return bytes;
    }

    /** @param reason at most 123 bytes in UTF-8 */
    static byte[] close(CloseCode code, String reason) {
        byte[] words = reason.getBytes(StandardCharsets.UTF_8);
        byte[] payload = new byte[2 + words.length];
        number(payload, 0, code.code(), 2);
        System.arraycopy(words, 0, payload, 2, words.length);
        byte[] bytes = new byte[sizeOf(payload)];
        put(bytes, 0, CLOSE, payload);
        return bytes;
    }

    private static int sizeOf(byte[] payload) {
        if (payload.length <= SHORT) {
            return 2 + payload.length;
        }
        return (payload.length <= MEDIUM ? 4 : 10) + payload.length;
    }

    private static int put(byte[] bytes, int start, int opcode, byte[] payload) {
        int at = start;
        int length = payload.length;
        bytes[at++] = (byte) (FINAL | opcode);
        if (length <= SHORT) {
            bytes[at++] = (byte) length;
        } else if (length <= MEDIUM) {
            bytes[at++] = 126;
            at = number(bytes, at, length, 2);
        } else {
            bytes[at++] = 127;
            at = number(bytes, at, length, 8);
        }
        System.arraycopy(payload, 0, bytes, at, length);
        return at + length;
    }

    /** Big-endian. */
    private static int number(byte[] bytes, int at, long value, int size) {
        for (int i = 0; i < size; i++) {
            bytes[at + i] = (byte) (value >>> 8 * (size - 1 - i));
        }
        return at + size;
    }
}
