package org.herald.transport.websocket;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * How much of what was sent may be on its way. Containers say that a write is done when it is in a queue of theirs, many
 * megabytes long, so that alone tells nothing of a client that does not read. Therefore a ping follows every few frames, and
 * its pong tells that all before it has arrived (RFC 6455 section 5.5.2: a pong answers as soon as is practical, and may
 * answer for all the pings before).
 *
 * <p>Safe for use by any thread; its state is guarded by {@code this}, and nothing foreign is called under it.
 */
final class Window {

    /** Bytes that may be on their way, but for the last frame. */
    static final int SIZE = 1 << 20;

    /** Bytes after which a ping is due. */
    static final int PING_EVERY = SIZE / 8;

    private static final int MOST_PINGS = 16;

    /** The oldest first. */
    private final Deque<Ping> pings = new ArrayDeque<>();

    private long handed;
    private long arrived;
    private long pinged;
    private Runnable waiting;

    /** A frame was handed to the container; whether a ping is due. */
    synchronized boolean hand(int bytes) {
        handed += bytes;
        return handed - pinged >= PING_EVERY;
    }

    /** A ping is about to be handed to the container. */
    synchronized void ping(byte[] payload) {
        pinged = handed;
        if (pings.size() == MOST_PINGS) {
            pings.remove();
        }
        pings.add(new Ping(payload, handed));
    }

    /** A pong came in. */
    void pong(byte[] payload) {
        Runnable next;
        synchronized (this) {
            if (pings.stream().noneMatch(ping -> Arrays.equals(ping.payload, payload))) {
                return;
            }
            Ping answered;
            do {
                answered = pings.remove();
            } while (!Arrays.equals(answered.payload, payload));
            arrived = answered.handed;
            next = isOpen() ? waiting : null;
            waiting = next == null ? waiting : null;
        }
        if (next != null) {
            next.run();
        }
    }

    /** Runs {@code next}, the only one to wait, now or as soon as another frame may go. */
    void whenOpen(Runnable next) {
        synchronized (this) {
            if (!isOpen()) {
                waiting = next;
                return;
            }
        }
        next.run();
    }

    private boolean isOpen() {
        return handed - arrived < SIZE;
    }

    /** @param handed all that is before it */
    private record Ping(byte[] payload, long handed) {}
}
