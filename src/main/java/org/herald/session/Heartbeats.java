package org.herald.session;

import java.time.Duration;
import java.util.Collection;
import java.util.function.LongSupplier;
import org.herald.hub.Timers;

/**
 * One timer for all connections: looks at each of them once a second, so that pings go out, and what is silent or stuck
 * ends, up to a second late. The containers' own idle timers cannot do it: pings reset them.
 */
final class Heartbeats {

    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Collection<ClientSession> sessions;
    private final Timers timers;
    private final LongSupplier ticker;

    /** @param sessions a view that changes as connections come and go, and may be read meanwhile */
    Heartbeats(Collection<ClientSession> sessions, Timers timers, LongSupplier ticker) {
        this.sessions = sessions;
        this.timers = timers;
        this.ticker = ticker;
    }

    void start() {
        timers.after(LOOK, this::look);
    }

    private void look() {
        timers.after(LOOK, this::look);
        long now = ticker.getAsLong();
        sessions.forEach(session -> beat(session, now));
    }

    /** A fault with one connection is not to hide the others. */
    private static void beat(ClientSession session, long now) {
        try {
            session.beat(now);
        } catch (RuntimeException fault) {
            Journal.fault("the heartbeat of connection " + session.id(), fault);
        }
    }
}
