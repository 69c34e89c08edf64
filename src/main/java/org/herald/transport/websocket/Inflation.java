package org.herald.transport.websocket;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * What one connection receives compressed, a message after the other. Nothing is inflated beyond the largest message there
 * may be: a few bytes that would become gigabytes cost no more than that. What is given out of such a message is more than
 * the limit, and the rest of it nothing. Safe for use by any thread.
 */
final class Inflation implements AutoCloseable {

    private static final int STEP = 8192;

    /** The most that is cut off, so that no character is cut in two. */
    private static final int CHARACTER = 4;

    private final Compressors compressors;
    private final int limit;

    /** Null between messages. This and all below is guarded by {@code this}. */
    private Inflater inflater;

    private int given;
    private boolean overflown;

    /** @param limit bytes of a message after inflation */
    Inflation(Compressors compressors, int limit) {
        this.compressors = compressors;
        this.limit = limit;
    }

    /** Whether a message has become larger than the limit: then nothing more is given out. */
    synchronized boolean overflown() {
        return overflown;
    }

    /**
     * The next part of a message.
     *
     * @param last of its message
     * @return what it is inflated
     * @throws DataFormatException when it is not what RFC 7692 calls compressed
     */
    synchronized byte[] inflate(byte[] part, boolean last) throws DataFormatException {
        if (overflown) {
            return new byte[0];
        }
        if (inflater == null) {
            inflater = compressors.takeInflater();
            given = 0;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(Math.min(limit, 4 * part.length + 64));
        take(part, out);
        if (last && !overflown) {
            take(Compressors.TAIL, out);
        }
        if (last || overflown) {
            close();
        }
        return overflown ? withWholeCharacters(out.toByteArray()) : out.toByteArray();
    }

    private void take(byte[] compressed, ByteArrayOutputStream out) throws DataFormatException {
        byte[] step = new byte[STEP];
        inflater.setInput(compressed);
        while (!overflown) {
            int more = inflater.inflate(step);
            out.write(step, 0, more);
            given += more;
            overflown = given > limit + CHARACTER;
            if (more == 0 && !begunAnew(compressed)) {
                return;
            }
        }
    }

    /** After a block that says it is the last there may be another one (RFC 7692 section 7.2.3.4). */
    private boolean begunAnew(byte[] compressed) throws DataFormatException {
        if (inflater.needsDictionary()) {
            throw new DataFormatException("a dictionary");
        }
        int rest = inflater.getRemaining();
        if (!inflater.finished() || rest == 0) {
            return false;
        }
        inflater.reset();
        inflater.setInput(compressed, compressed.length - rest, rest);
        return true;
    }

    /** Whether it is text is not known here: of bytes that are none it cuts off as few. */
    private static byte[] withWholeCharacters(byte[] bytes) {
        int end = bytes.length;
        while (end > Math.max(0, bytes.length - CHARACTER) && (bytes[end - 1] & 0xC0) == 0x80) {
            end--;
        }
        boolean begins = end > 0 && (bytes[end - 1] & 0xC0) == 0xC0;
        return Arrays.copyOf(bytes, begins ? end - 1 : end);
    }

    /** The connection has ended, or the message: gives back what it uses. */
    @Override
    public synchronized void close() {
        if (inflater != null) {
            compressors.giveBack(inflater);
            inflater = null;
        }
    }
}
