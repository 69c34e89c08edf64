package org.herald.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import org.herald.hub.CloseCode;
import org.herald.hub.ConnectionId;
import org.herald.hub.Timers;
import org.herald.hub.VolatileEvent;

/**
 * Sends clients away one after the other, evenly over a time, so that they come to other nodes evenly too: each is told to
 * come back within a moment, and its connection ends when it has heard everything. Until its turn comes it is served as
 * ever. Safe for use by any thread.
 */
final class Departures {

    /** Within this time a client that was sent away comes back: no two of the same tick at once. */
    private static final Duration MOMENT = Duration.ofSeconds(1);

    private final Timers timers;
    private final LongSupplier ticker;

    /** Null while nobody is sent away. */
    private volatile Departure current;

    /** @param ticker nanoseconds that only grow */
    Departures(Timers timers, LongSupplier ticker) {
        this.timers = timers;
        this.ticker = ticker;
    }

    /**
     * Whoever arrives from here on goes too.
     *
     * @param time until the last one has gone; it replaces that of an earlier call
     * @return sees to it that those go who are there; may take a while with many
     */
    Runnable begin(Register register, Duration time) {
        Departure departure = new Departure(ticker.getAsLong() + time.toNanos(), time);
        current = departure;
        return () -> order(register, departure, time);
    }

    private static void order(Register register, Departure departure, Duration time) {
        List<ClientSession> all = new ArrayList<>(register.sessions());
        Collections.shuffle(all, ThreadLocalRandom.current());
        for (int i = 0; i < all.size(); i++) {
            departure.add(all.get(i), time.multipliedBy(i).dividedBy(all.size()));
        }
    }

    /** Whoever is still there stays. */
    void cancel() {
        current = null;
    }

    /** A client was let in just before: it goes with the others, if they go; whether they do. */
    boolean take(ClientSession session) {
        Departure departure = current;
        if (departure != null) {
            long left = Math.max(1, departure.end - ticker.getAsLong());
            departure.add(session, Duration.ofNanos(ThreadLocalRandom.current().nextLong(left)));
        }
        return departure != null;
    }

    private final class Departure {
        private final long end;
        private final long comeBackMillis;
        private final Set<ConnectionId> told = ConcurrentHashMap.newKeySet();

        private Departure(long end, Duration time) {
            this.end = end;
            this.comeBackMillis = Math.max(1, Math.min(time.toMillis(), MOMENT.toMillis()));
        }

        private void add(ClientSession session, Duration when) {
            if (told.add(session.id())) {
                Timers.Timer timer = timers.after(when, () -> send(session));
                session.gone().thenRun(timer::cancel);
            }
        }

        private void send(ClientSession session) {
            if (current == this) {
                session.tell(
                        new VolatileEvent.Draining(ThreadLocalRandom.current().nextLong(comeBackMillis)));
                session.end(CloseCode.RESTART, Orders.GOODBYE);
            }
        }
    }
}
