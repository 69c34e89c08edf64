package org.herald.transport.socketio;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.herald.hub.Frame;
import org.herald.protocol.BrokenPacket;
import org.herald.protocol.SocketIoPacket;

/**
 * What a client says after it was let in, and before there is anybody to hear it: nobody's thread waits meanwhile. Safe for use
 * by any thread.
 */
final class Early {

    private static final int MAX_EVENTS = 256;
    private static final int MAX_BYTES = 1_048_576;

    private final Deque<Event> events = new ArrayDeque<>(0);
    private int bytes;
    private boolean over;

    /** One event with its attachments. */
    record Event(SocketIoPacket packet, List<byte[]> attachments) {
        private int size() {
            int size = attachments.stream().mapToInt(one -> one.length).sum();
            return size + packet.payload().stream().mapToInt(Frame::utf8Length).sum();
        }
    }

    /**
     * @return false: it is not early any more, and all that was has been heard
     * @throws BrokenPacket when it is too much
     */
    synchronized boolean keep(Event event) {
        if (over) {
            return false;
        }
        bytes += event.size();
        if (events.size() == MAX_EVENTS || bytes > MAX_BYTES) {
            throw new BrokenPacket("too much was said at once");
        }
        events.add(event);
        return true;
    }

    /** The next to be heard, when the one before was; null: that was all, and nothing is early from here on. */
    synchronized Event next() {
        over = events.isEmpty();
        return events.poll();
    }
}
