package org.herald.session;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.herald.hub.ConnectionId;
import org.herald.hub.UserId;

/** The connections of this node. Safe for use by any thread. */
final class Register {

    private final Map<ConnectionId, ClientSession> sessions = new ConcurrentHashMap<>();
    private final Set<Stranger> strangers = ConcurrentHashMap.newKeySet();

    /** What passed over connections that have ended. */
    private final LongAdder received = new LongAdder();

    private final LongAdder sent = new LongAdder();

    void add(ClientSession session) {
        sessions.put(session.id(), session);
    }

    void remove(ClientSession session) {
        if (sessions.remove(session.id(), session)) {
            received.add(session.traffic().received());
            sent.add(session.traffic().sent());
        }
    }

    void add(Stranger stranger) {
        strangers.add(stranger);
    }

    /** It has said who it is, or has ended. */
    void remove(Stranger stranger) {
        strangers.remove(stranger);
    }

    /** A view that changes as connections come and go, and may be read meanwhile. */
    Collection<ClientSession> sessions() {
        return sessions.values();
    }

    Set<Stranger> strangers() {
        return strangers;
    }

    Optional<ClientSession> find(ConnectionId id) {
        return Optional.ofNullable(sessions.get(id));
    }

    List<ClientSession> of(UserId user) {
        return sessions.values().stream()
                .filter(session -> session.identity().user().equals(user))
                .toList();
    }

    /** Messages that came in, over all connections there were. */
    long received() {
        return received.sum()
                + sessions.values().stream()
                        .mapToLong(session -> session.traffic().received())
                        .sum();
    }

    /** Messages that went out. */
    long sent() {
        return sent.sum()
                + sessions.values().stream()
                        .mapToLong(session -> session.traffic().sent())
                        .sum();
    }

    /** How many connections are open; strangers do not count. */
    int size() {
        return sessions.size();
    }
}
