package org.herald.it.kit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Compresses messages as RFC 7692 has it, each by itself, for {@link WebSocketWire}. */
public final class Deflated {

    /** The reserved bit that says that a message is compressed. */
    public static final int RESERVED = 4;

    private static final int TAIL = 4;

    private Deflated() {}

    public static WireFrame text(String text) {
        return frame(WireFrame.TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    public static WireFrame binary(byte[] payload) {
        return frame(WireFrame.BINARY, payload);
    }

    /** The payload of a message, whether it is compressed or not. */
    public static String text(WireFrame frame) {
        return frame.reserved() == RESERVED ? inflated(frame.payload()) : frame.text();
    }

    /** Blanks beyond number in few bytes. */
    public static byte[] bomb(long size) {
        byte[] piece = " ".repeat(1_000_000).getBytes(StandardCharsets.UTF_8);
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (long done = 0; done < size; done += piece.length) {
            pour(deflater, piece, done + piece.length < size ? Deflater.NO_FLUSH : Deflater.SYNC_FLUSH, out);
        }
        deflater.end();
        return withoutTail(out.toByteArray());
    }

    private static WireFrame frame(int opcode, byte[] payload) {
        return new WireFrame(true, RESERVED, opcode, deflate(payload));
    }

    public static byte[] deflate(byte[] payload) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        pour(deflater, payload, Deflater.SYNC_FLUSH, out);
        deflater.end();
        return withoutTail(out.toByteArray());
    }

    private static void pour(Deflater deflater, byte[] payload, int flush, ByteArrayOutputStream out) {
        byte[] step = new byte[65_536];
        deflater.setInput(payload);
        int length;
        do {
            length = deflater.deflate(step, 0, step.length, flush);
            out.write(step, 0, length);
        } while (length > 0);
    }

    private static byte[] withoutTail(byte[] all) {
        return Arrays.copyOf(all, all.length - TAIL);
    }

    private static String inflated(byte[] payload) {
        Inflater inflater = new Inflater(true);
        byte[] whole = Arrays.copyOf(payload, payload.length + TAIL);
        whole[whole.length - 1] = (byte) 0xff;
        whole[whole.length - 2] = (byte) 0xff;
        inflater.setInput(whole);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] step = new byte[65_536];
        try {
            for (int length = inflater.inflate(step); length > 0; length = inflater.inflate(step)) {
                out.write(step, 0, length);
            }
        } catch (DataFormatException e) {
            throw new IllegalArgumentException("not compressed", e);
        } finally {
            inflater.end();
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
