package org.herald.hub;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One message as it goes over the wire, encoded already and shared by all who get it.
 *
 * <p>Exactly one of {@link #text()} and {@link #bytes()} is there; neither in a {@link #together bundle}.
 */
public final class Frame {

    private final String text;
    private final byte[] bytes;
    private final int size;
    private final List<RoomPosition> marks;

    /** Null: must be kept. */
    private final Object kind;

    /** Null: it is one message. */
    private final List<Frame> parts;

    /** The octets of the text, once somebody has asked for them. */
    private volatile byte[] encoded;

    private Frame(String text, byte[] bytes, int size, List<RoomPosition> marks, Object kind, List<Frame> parts) {
        this.text = text;
        this.bytes = bytes;
        this.size = size;
        this.marks = marks;
        this.kind = kind;
        this.parts = parts;
    }

    public static Frame text(String text) {
        return text(text, List.of());
    }

    /** @param marks see {@link #marks()} */
    public static Frame text(String text, List<RoomPosition> marks) {
        return new Frame(text, null, utf8Length(text), List.copyOf(marks), null, null);
    }

    /** @param bytes handed over: not changed afterwards */
    public static Frame binary(byte[] bytes) {
        return binary(bytes, List.of());
    }

    /**
     * @param bytes handed over: not changed afterwards
     * @param marks see {@link #marks()}
     */
    public static Frame binary(byte[] bytes, List<RoomPosition> marks) {
        return new Frame(null, bytes, bytes.length, List.copyOf(marks), null, null);
    }

    /**
     * A bundle: several messages of a wire format that cannot do with one, kept or dropped together, with nothing between
     * them. Only sockets of such a format are given any.
     *
     * @param parts one or more, in their order
     */
    public static Frame together(List<Frame> parts) {
        int size = parts.stream().mapToInt(Frame::size).sum();
        return new Frame(null, null, size, List.of(), null, List.copyOf(parts));
    }

    /** The same, for receivers that go without it when they are too slow. @param kind what it is dropped in favour of */
    public Frame droppable(Object kind) {
        return new Frame(text, bytes, size, marks, kind, parts);
    }

    public boolean isDroppable() {
        return kind != null;
    }

    /** What a droppable frame is dropped in favour of; null for one that must be kept. */
    public Object kind() {
        return kind;
    }

    public boolean isBinary() {
        return bytes != null;
    }

    /** The text of a text frame; null for any other. */
    public String text() {
        return text;
    }

    /** The octets of a binary frame, not to be changed; null for any other. */
    public byte[] bytes() {
        return bytes;
    }

    /** The octets of either, as they go over the wire, not to be changed; encoded once, or twice at the same moment. */
    public byte[] payload() {
        if (bytes != null) {
            return bytes;
        }
        byte[] known = encoded;
        if (known == null) {
            known = text.getBytes(StandardCharsets.UTF_8);
            encoded = known;
        }
        return known;
    }

    /** The messages of a bundle, or this one. */
    public List<Frame> parts() {
        return parts == null ? List.of(this) : parts;
    }

    /** Bytes of payload, in UTF-8 for text. */
    public int size() {
        return size;
    }

    /** Where rooms are for one who has got this frame and all before it; empty where the wire format does not say. */
    public List<RoomPosition> marks() {
        return marks;
    }

    /** How many bytes {@code text} takes in UTF-8; a lone surrogate counts as the three of its replacement. */
    public static int utf8Length(CharSequence text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                bytes++;
            } else if (c < 0x800) {
                bytes += 2;
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                bytes += 4;
                i++;
            } else {
                bytes += 3;
            }
        }
        return bytes;
    }
}
