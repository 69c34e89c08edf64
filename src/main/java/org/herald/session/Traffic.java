package org.herald.session;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** What passed over one connection, and when. Times are the ticker's nanoseconds. Safe for use by any thread. */
final class Traffic {

    private final AtomicLong received = new AtomicLong();
    private final AtomicLong sent = new AtomicLong();
    private final long since;
    private final long openedAt;
    private volatile long lastHeard;
    private volatile long lastPing;
    private volatile long roundTripMillis = -1;

    /** @param millis the time of day, Unix milliseconds */
    Traffic(long now, long millis) {
        since = now;
        openedAt = millis;
        lastHeard = now;
        lastPing = now;
    }

    /** When the connection opened. */
    long since() {
        return since;
    }

    /** When the connection opened, Unix milliseconds. */
    long openedAt() {
        return openedAt;
    }

    /** A frame or a part of one came in: the other side lives. */
    void heard(long now) {
        lastHeard = now;
    }

    /** When the other side was last heard of. */
    long lastHeard() {
        return lastHeard;
    }

    /** Whether the last ping was {@code interval} ago; then this is the next one. Called by one thread. */
    boolean pingDue(long now, long interval) {
        if (now - lastPing < interval) {
            return false;
        }
        lastPing = now;
        return true;
    }

    /** Whether a pong with this payload answers the last ping. */
    boolean isAnswerTo(long ping) {
        return ping == lastPing && ping != since;
    }

    /** A ping was answered after this time. */
    void roundTrip(Duration time) {
        roundTripMillis = time.toMillis();
    }

    /** How long the last ping took that was answered; -1 before the first one. */
    long roundTripMillis() {
        return roundTripMillis;
    }

    void countReceived() {
        received.incrementAndGet();
    }

    void countSent() {
        sent.incrementAndGet();
    }

    /** Messages that came in. */
    long received() {
        return received.get();
    }

    /** Messages that were put into the outbox. */
    long sent() {
        return sent.get();
    }
}
