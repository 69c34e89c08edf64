package org.herald.transport.websocket;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.Deflater;

/** What is sent compressed, a message after the other, each without regard to those before. Safe for use by any thread. */
final class Deflation implements AutoCloseable {

    private static final int STEP = 8192;

    private final Compressors compressors;

    /** Null between messages. Guarded by {@code this}. */
    private Deflater deflater;

    Deflation(Compressors compressors) {
        this.compressors = compressors;
    }

    /**
     * The next part of a message.
     *
     * @param last of its message
     * @return its next bytes, perhaps none before the last
     */
    synchronized byte[] deflate(byte[] part, boolean last) {
        if (deflater == null) {
            deflater = compressors.takeDeflater();
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(Math.max(64, part.length / 4));
        byte[] step = new byte[Math.min(STEP, part.length + 64)];
        deflater.setInput(part);
        int length;
        do {
            length = deflater.deflate(step, 0, step.length, last ? Deflater.SYNC_FLUSH : Deflater.NO_FLUSH);
            out.write(step, 0, length);
        } while (length == step.length);
        if (!last) {
            return out.toByteArray();
        }
        close();
        return Arrays.copyOf(out.toByteArray(), out.size() - Compressors.TAIL.length);
    }

    /** The connection has ended, or the message: gives back what it uses. */
    @Override
    public synchronized void close() {
        if (deflater != null) {
            compressors.giveBack(deflater);
            deflater = null;
        }
    }
}
