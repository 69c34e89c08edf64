package org.herald.broker.local;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.herald.broker.Presence;
import org.herald.hub.ConnectionId;
import org.herald.hub.Status;
import org.herald.hub.UserId;

/** The users in one room. Not safe for use by more than one thread at a time. */
final class Occupants {

    /** In the order in which they came. */
    private final Map<UserId, Stay> stays = new LinkedHashMap<>();

    /** @return whether the user has come with this connection, and was not there before */
    boolean enter(UserId user, ConnectionId connection, long now) {
        Stay stay = stays.get(user);
        boolean first = stay == null;
        if (first) {
            stay = new Stay(now);
            stays.put(user, stay);
        }
        stay.connections.add(connection);
        stay.absence = null;
        return first;
    }

    /**
     * @param absence what the time is called that begins when no connection is left
     * @return whether it begins
     */
    boolean exit(UserId user, ConnectionId connection, Object absence) {
        Stay stay = stays.get(user);
        if (stay == null || !stay.connections.remove(connection) || !stay.connections.isEmpty()) {
            return false;
        }
        stay.absence = absence;
        return true;
    }

    /** @return whether the user was absent for the whole of {@code absence} and is now gone */
    boolean leave(UserId user, Object absence) {
        Stay stay = stays.get(user);
        return stay != null && stay.absence == absence && stays.remove(user, stay);
    }

    boolean isEmpty() {
        return stays.isEmpty();
    }

    /** Adds at most {@code limit} of those who have connections, the longest there first. */
    void list(long limit, List<Presence.Entry> to, Function<UserId, Status> statuses) {
        stays.entrySet().stream()
                .filter(entry -> !entry.getValue().connections.isEmpty())
                .limit(limit)
                .map(entry -> entry.getValue().entry(entry.getKey(), statuses.apply(entry.getKey())))
                .forEach(to::add);
    }

    /** How many have connections. */
    int count() {
        return (int) stays.values().stream()
                .filter(stay -> !stay.connections.isEmpty())
                .count();
    }

    private static final class Stay {
        private final long since;
        private final Set<ConnectionId> connections = new HashSet<>();

        /** Null while there are connections. */
        private Object absence;

        private Stay(long since) {
            this.since = since;
        }

        private Presence.Entry entry(UserId user, Status status) {
            return new Presence.Entry(user, connections.size(), status, since);
        }
    }
}
