package org.herald.session;

import java.util.concurrent.atomic.AtomicReference;
import org.herald.hub.ConnectionId;
import org.herald.hub.Identity;

/**
 * The right to open one connection, and the places it holds for that: on the node, and among the user's own. Whoever has
 * it gives them back, once. Safe for use by any thread.
 */
public final class Ticket {

    private final ConnectionId id;
    private final Identity identity;
    private final String address;
    private final Arrival arrival;
    private final long kicksBefore;
    /** Null when it was run: a ticket may outlive the node. */
    private final AtomicReference<Runnable> release;

    /**
     * @param identity who comes; null: a stranger, who has to say so first
     * @param address of the client, for logs and lists
     * @param arrival where it is from the start
     * @param kicksBefore how many there were when it was made, see {@link Kicks}
     * @param release gives back what the ticket holds
     */
    Ticket(ConnectionId id, Identity identity, String address, Arrival arrival, long kicksBefore, Runnable release) {
        this.id = id;
        this.identity = identity;
        this.address = address;
        this.arrival = arrival;
        this.kicksBefore = kicksBefore;
        this.release = new AtomicReference<>(release);
    }

    /** What the connection will be called. */
    public ConnectionId id() {
        return id;
    }

    /** Null for a stranger. */
    public Identity identity() {
        return identity;
    }

    String address() {
        return address;
    }

    Arrival arrival() {
        return arrival;
    }

    long kicksBefore() {
        return kicksBefore;
    }

    /** Gives the places back; harmless to do twice. */
    public void release() {
        Runnable once = release.getAndSet(null);
        if (once != null) {
            once.run();
        }
    }
}
