package org.herald.load;

import java.util.concurrent.atomic.AtomicLong;

/** A room of the run. Safe for use by any thread. */
final class Room {

    private final String name;

    /** The newest position that a publication of ours was given. */
    private final AtomicLong head = new AtomicLong();

    Room(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    void accepted(String eventId) {
        head.accumulateAndGet(Order.seq(eventId), Math::max);
    }

    long head() {
        return head.get();
    }
}
