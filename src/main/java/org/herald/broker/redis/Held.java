package org.herald.broker.redis;

import java.util.ArrayDeque;
import java.util.Deque;
import org.herald.hub.Event;
import org.herald.hub.RoomEvent;

/**
 * Events that wait until those before them were read from history, up to a number: more are left to history too, or
 * dropped where they are volatile. For use by one thread.
 */
final class Held {

    static final int MOST = 1024;

    private final Deque<Event> events = new ArrayDeque<>();
    private boolean overflowed;

    void add(Event event) {
        if (events.size() < MOST) {
            events.add(event);
        } else if (event instanceof RoomEvent) {
            overflowed = true;
        }
    }

    /** The one that was taken last is not due yet. */
    void putBack(Event event) {
        events.addFirst(event);
    }

    Event next() {
        return events.remove();
    }

    boolean isEmpty() {
        return events.isEmpty();
    }

    /** Whether history has to be read once more; asked once. */
    boolean takeOverflow() {
        boolean was = overflowed;
        overflowed = false;
        return was;
    }

    void clear() {
        events.clear();
        overflowed = false;
    }
}
