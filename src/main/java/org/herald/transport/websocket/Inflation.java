package org.herald.transport.websocket;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * What one connection receives compressed, a message after the other. Nothing is inflated beyond the largest message there
 * may be: a few bytes that would become gigabytes cost no more than that. What is given out of such a message is more than
 * the limit, and the rest of it nothing.
 *
 * <p>A message is inflated when all of it is there. An inflater holds memory outside of the heap, which nobody counts: a
 * client that begins a message and stalls would hold it for as long as it likes, on every connection it has. So until then
 * only what has come is kept, as of any message that is not whole.
 *
 * <p>Safe for use by any thread.
 */
final class Inflation implements AutoCloseable {

    private static final int STEP = 8192;

    /** The most that is cut off, so that no character is cut in two. */
    private static final int CHARACTER = 4;

    /** What cannot be made smaller becomes a little larger: some bytes for each block and frame. */
    private static final int OVERHEAD = 65_536;

    private static final byte[] NOTHING = {};

    private final Compressors compressors;
    private final int limit;

    /** What has come of a message; null between messages. This and all below is guarded by {@code this}. */
    private ByteArrayOutputStream come;

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
     * @return what the message is inflated, with its last part; otherwise nothing
     * @throws DataFormatException when it is not what RFC 7692 calls compressed
     */
    synchronized byte[] inflate(byte[] part, boolean last) throws DataFormatException {
        if (overflown) {
            return NOTHING;
        }
        int before = come == null ? 0 : come.size();
        if (part.length > limit + OVERHEAD - before) {
            close();
            overflown = true;
            return tooMuch();
        }
        if (last && come == null) {
            return whole(part);
        }
        come = come == null ? new ByteArrayOutputStream(2 * part.length) : come;
        come.writeBytes(part);
        if (!last) {
            return NOTHING;
        }
        byte[] all = come.toByteArray();
        close();
        return whole(all);
    }

    private byte[] whole(byte[] compressed) throws DataFormatException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(Math.min(limit, 4 * compressed.length + 64));
        Inflater inflater = compressors.takeInflater();
        try {
            take(inflater, compressed, out);
            if (!overflown) {
                take(inflater, Compressors.TAIL, out);
            }
        } finally {
            compressors.giveBack(inflater);
        }
        return overflown ? withWholeCharacters(out.toByteArray()) : out.toByteArray();
    }

    private void take(Inflater inflater, byte[] compressed, ByteArrayOutputStream out) throws DataFormatException {
        byte[] step = new byte[STEP];
        inflater.setInput(compressed);
        while (!overflown) {
            int more = inflater.inflate(step);
            out.write(step, 0, more);
            overflown = out.size() > limit + CHARACTER;
            if (more == 0 && !begunAnew(inflater, compressed)) {
                return;
            }
        }
    }

    /** Stands for a message of which nobody knows what it would have become. */
    private byte[] tooMuch() {
        byte[] blanks = new byte[limit + 1];
        Arrays.fill(blanks, (byte) ' ');
        return blanks;
    }

    /** After a block that says it is the last there may be another one (RFC 7692 section 7.2.3.4). */
    private static boolean begunAnew(Inflater inflater, byte[] compressed) throws DataFormatException {
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

    /** The connection has ended: forgets what has come of a message. */
    @Override
    public synchronized void close() {
        come = null;
    }
}
