package org.herald.transport.websocket;

import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * What one connection receives compressed, a message after the other. Nothing is inflated beyond the largest message there
 * may be: a few bytes that would become gigabytes cost no more than that. Of the rest nothing is given out, so the message
 * has no end. For one thread at a time.
 */
final class Inflation implements AutoCloseable {

    private static final int STEP = 8192;

    private final Compressors compressors;

    /** Given out of one message at most, but for {@link #STEP}. */
    private final int limit;

    /** Null between messages. */
    private Inflater inflater;

    private int given;
    private boolean overflown;

    /** @param limit bytes of a message after inflation */
    Inflation(Compressors compressors, int limit) {
        this.compressors = compressors;
        this.limit = limit;
    }

    /** Whether the message has become larger than the limit. */
    boolean overflown() {
        return overflown;
    }

    /**
     * The next part of a message.
     *
     * @param last of its message
     * @return what it is inflated; more than the limit, over all the parts, when the message is too large
     * @throws DataFormatException when it is not what RFC 7692 calls compressed
     */
    byte[] inflate(byte[] part, int length, boolean last) throws DataFormatException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(Math.min(limit, 4 * length + 64));
        if (overflown) {
            return out.toByteArray();
        }
        if (inflater == null) {
            inflater = compressors.takeInflater();
        }
        take(part, length, out);
        if (last && !overflown) {
            take(Compressors.TAIL, Compressors.TAIL.length, out);
        }
        if (last || overflown) {
            finish();
        }
        return out.toByteArray();
    }

    private void take(byte[] compressed, int length, ByteArrayOutputStream out) throws DataFormatException {
        byte[] step = new byte[STEP];
        inflater.setInput(compressed, 0, length);
        while (!overflown) {
            int more = inflater.inflate(step);
            out.write(step, 0, more);
            given += more;
            overflown = given > limit;
            if (more == 0 && !begunAnew(compressed, length)) {
                return;
            }
        }
    }

    /** After a block that says it is the last there may be another one (RFC 7692 section 7.2.3.4). */
    private boolean begunAnew(byte[] compressed, int length) throws DataFormatException {
        if (inflater.needsDictionary()) {
            throw new DataFormatException("a dictionary");
        }
        int rest = inflater.getRemaining();
        if (!inflater.finished() || rest == 0) {
            return false;
        }
        inflater.reset();
        inflater.setInput(compressed, length - rest, rest);
        return true;
    }

    private void finish() {
        close();
        given = 0;
    }

    /** The connection has ended, or the message: gives back what it uses. */
    @Override
    public void close() {
        if (inflater != null) {
            compressors.giveBack(inflater);
            inflater = null;
        }
    }
}
