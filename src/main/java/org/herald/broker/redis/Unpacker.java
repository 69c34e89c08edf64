package org.herald.broker.redis;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads what {@link Packer} wrote; whatever does not fit is {@link Malformed}. For use by one thread. */
final class Unpacker {

    private final ByteBuffer bytes;

    Unpacker(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
    }

    int octet() {
        return reading(() -> bytes.get() & 0xFF);
    }

    int number() {
        return reading(bytes::getInt);
    }

    long longNumber() {
        return reading(bytes::getLong);
    }

    /** Null where there was none. */
    String name() {
        int length = reading(bytes::getShort) & 0xFFFF;
        return length == Packer.NONE_SHORT ? null : text(length);
    }

    /** A name that has to be there. */
    String requireName() {
        String name = name();
        if (name == null) {
            throw new Malformed("a name is missing");
        }
        return name;
    }

    /** Null where there was none. */
    String text() {
        int length = number();
        return length == Packer.NONE_LONG ? null : text(length);
    }

    byte[] rest() {
        byte[] rest = new byte[bytes.remaining()];
        bytes.get(rest);
        return rest;
    }

    String restAsText() {
        return text(bytes.remaining());
    }

    private String text(int length) {
        if (length < 0 || length > bytes.remaining()) {
            throw new Malformed("a text goes beyond its end");
        }
        String text = new String(bytes.array(), bytes.position(), length, StandardCharsets.UTF_8);
        bytes.position(bytes.position() + length);
        return text;
    }

    private static <T> T reading(Step<T> step) {
        try {
            return step.read();
        } catch (BufferUnderflowException e) {
            throw new Malformed("it ends too soon", e);
        }
    }

    private interface Step<T> {
        T read();
    }
}
