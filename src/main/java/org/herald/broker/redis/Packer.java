package org.herald.broker.redis;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes fields one after the other: numbers big-endian, texts as UTF-8 behind their length. For use by one thread.
 */
final class Packer {

    /** The length that stands for no text at all. */
    static final int NONE_SHORT = 0xFFFF;

    static final int NONE_LONG = -1;

    private byte[] bytes = new byte[256];
    private int size;

    Packer octet(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
        return this;
    }

    Packer number(int value) {
        return octet(value >>> 24).octet(value >>> 16).octet(value >>> 8).octet(value);
    }

    Packer number(long value) {
        return number((int) (value >>> 32)).number((int) value);
    }

    /** A text below 65,535 bytes, or null. */
    Packer name(Object text) {
        if (text == null) {
            return octet(NONE_SHORT >>> 8).octet(NONE_SHORT);
        }
        byte[] encoded = utf8(text.toString());
        if (encoded.length >= NONE_SHORT) {
            throw new IllegalArgumentException("too long a name: " + encoded.length + " bytes");
        }
        return octet(encoded.length >>> 8).octet(encoded.length).raw(encoded);
    }

    /** A text of any length, or null. */
    Packer text(String text) {
        if (text == null) {
            return number(NONE_LONG);
        }
        byte[] encoded = utf8(text);
        return number(encoded.length).raw(encoded);
    }

    Packer raw(byte[] more) {
        reserve(more.length);
        System.arraycopy(more, 0, bytes, size, more.length);
        size += more.length;
        return this;
    }

    int size() {
        return size;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
