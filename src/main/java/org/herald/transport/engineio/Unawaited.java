package org.herald.transport.engineio;

import org.herald.hub.Frame;

/** How much waits of which nobody waits for the end: a client can ask for it, and not take it. Guarded by its owner. */
final class Unawaited {

    private static final int MAX_FRAMES = 256;
    private static final int MAX_BYTES = 1_048_576;

    private int frames;
    private long bytes;

    /** @return false: it is too much, and not counted. What is alone is never too much */
    boolean add(Iterable<Frame> more) {
        int count = 0;
        long size = 0;
        for (Frame frame : more) {
            count++;
            size += frame.size();
        }
        if (frames > 0 && (frames + count > MAX_FRAMES || bytes + size > MAX_BYTES)) {
            return false;
        }
        frames += count;
        bytes += size;
        return true;
    }

    void remove(Frame frame) {
        frames--;
        bytes -= frame.size();
    }
}
