package org.herald.hub;

import java.util.List;

/**
 * One message as it goes over the wire, encoded already and shared by all who get it.
 *
 * <p>Exactly one of {@link #text()} and {@link #bytes()} is there.
 */
public final class Frame {

    private final String text;
    private final byte[] bytes;
    private final int size;
    private final List<RoomPosition> marks;

    private Frame(String text, byte[] bytes, int size, List<RoomPosition> marks) {
        this.text = text;
        this.bytes = bytes;
        this.size = size;
        this.marks = marks;
    }

    public static Frame text(String text) {
        return text(text, List.of());
    }

    /** @param marks see {@link #marks()} */
    public static Frame text(String text, List<RoomPosition> marks) {
        return new Frame(text, null, utf8Length(text), List.copyOf(marks));
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
        return new Frame(null, bytes, bytes.length, List.copyOf(marks));
    }

    public boolean isBinary() {
        return bytes != null;
    }

    /** The text of a text frame; null for a binary one. */
    public String text() {
        return text;
    }

    /** The octets of a binary frame, not to be changed; null for a text one. */
    public byte[] bytes() {
        return bytes;
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
