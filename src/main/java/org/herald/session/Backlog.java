package org.herald.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.ToIntFunction;
import org.herald.hub.Frame;

/**
 * The frames of an outbox, those that wait and those under way, bounded in number and bytes. When it is full, frames of
 * volatile events make room: first the oldest of the same kind, for a frame that must be kept any of them.
 *
 * <p>Not safe for use by many threads: its outbox guards it.
 */
final class Backlog {

    private final OutboxLimits limits;
    private final ToIntFunction<Frame> sizes;
    private final Deque<Frame> waiting = new ArrayDeque<>(4);
    private int frames;
    private int bytes;
    private int droppable;
    private int highWater;

    /** @param sizes how many bytes a frame takes, always the same for the same frame */
    Backlog(OutboxLimits limits, ToIntFunction<Frame> sizes) {
        this.limits = limits;
        this.sizes = sizes;
    }

    /** How many frames were dropped to make room for one. */
    int makeRoom(Frame frame) {
        int dropped = 0;
        if (frame.isDroppable() && size(frame) > limits.bytes()) {
            return dropped; // nothing would make room for it
        }
        for (Iterator<Frame> it = waiting.iterator(); droppable > 0 && it.hasNext() && !fits(frame); ) {
            Frame old = it.next();
            if (old.isDroppable() && (!frame.isDroppable() || frame.kind().equals(old.kind()))) {
                it.remove();
                droppable--;
                written(1, size(old));
                dropped++;
            }
        }
        return dropped;
    }

    /** Takes a frame; false when there is no room for it. */
    boolean add(Frame frame) {
        if (!fits(frame)) {
            return false;
        }
        waiting.add(frame);
        frames++;
        bytes += size(frame);
        droppable += frame.isDroppable() ? 1 : 0;
        highWater = Math.max(highWater, bytes);
        return true;
    }

    /** Whether none waits. */
    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** The next frames, one at least and at most {@code most}, with {@code size} bytes but for the first. */
    List<Frame> take(int most, int size) {
        Frame first = poll();
        if (most == 1 || waiting.isEmpty()) {
            return List.of(first);
        }
        List<Frame> taken = new ArrayList<>(Math.min(most, waiting.size() + 1));
        taken.add(first);
        int left = size - size(first);
        while (taken.size() < most && !waiting.isEmpty() && size(waiting.peek()) <= left) {
            left -= size(waiting.peek());
            taken.add(poll());
        }
        return taken;
    }

    /** Frames that were taken are out. */
    void written(int count, int size) {
        frames -= count;
        bytes -= size;
    }

    /** Drops what waits. */
    void clear() {
        waiting.clear();
    }

    /** Whether at most half of it is taken. */
    boolean isRoomy() {
        return frames <= limits.messages() / 2 && bytes <= limits.bytes() / 2;
    }

    /** Frames that it holds, those that were taken and are not out yet included. */
    int frames() {
        return frames;
    }

    /** Bytes that it holds. */
    int bytes() {
        return bytes;
    }

    /** The most bytes it has held. */
    int highWater() {
        return highWater;
    }

    private boolean fits(Frame frame) {
        return frames == 0 || frames < limits.messages() && (long) bytes + size(frame) <= limits.bytes();
    }

    private int size(Frame frame) {
        return sizes.applyAsInt(frame);
    }

    private Frame poll() {
        Frame frame = waiting.remove();
        droppable -= frame.isDroppable() ? 1 : 0;
        return frame;
    }
}
