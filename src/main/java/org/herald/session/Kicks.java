package org.herald.session;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.herald.hub.Timers;

/**
 * Who was kicked a moment ago: for those who were let in just before, and whose connection has yet to open. Whoever is let
 * in later was kicked in vain, and is to be kicked again, or revoked. Safe for use by any thread.
 */
final class Kicks {

    /** Longer than any ticket waits for its connection. */
    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    private final AtomicLong count = new AtomicLong();

    /** By what was kicked, a user or a connection. */
    private final Map<Object, Kick> kicks = new ConcurrentHashMap<>();

    private final Timers timers;

    Kicks(Timers timers) {
        this.timers = timers;
    }

    /** How many kicks there were: all that a ticket made from here on is not concerned by. */
    long count() {
        return count.get();
    }

    /**
     * To be called before the connections are looked for that are open already.
     *
     * @param whom a user or a connection
     */
    void add(Object whom, String reason) {
        Kick kick = new Kick(count.incrementAndGet(), reason);
        kicks.merge(whom, kick, (before, now) -> before.number > now.number ? before : now);
        timers.after(REMEMBERED, () -> kicks.remove(whom, kick));
    }

    /** Why the connection of this ticket must not open; to be called when it can be found by those who kick. */
    Optional<String> of(Ticket ticket) {
        Kick user = kicks.get(ticket.identity().user());
        if (user != null && user.number > ticket.kicksBefore()) {
            return Optional.of(user.reason);
        }
        return Optional.ofNullable(kicks.get(ticket.id())).map(Kick::reason);
    }

    private record Kick(long number, String reason) {}
}
