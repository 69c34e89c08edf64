package org.herald.broker;

import org.herald.hub.ConnectionId;
import org.herald.hub.RoomName;
import org.herald.hub.UserId;

/**
 * Which connections are asked for: those that meet every condition. Connections are sorted by node and id.
 *
 * @param user whose they are, or null
 * @param room which they are in, or null
 * @param node where they are, or null
 * @param after only those behind this place, or null
 * @param limit at most so many of each node, 1 to {@link #MOST}
 */
public record ConnectionQuery(UserId user, RoomName room, String node, Place after, int limit) {

    /** Connections of one answer at most. */
    public static final int MOST = 1000;

    public ConnectionQuery {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("a limit is 1-" + MOST);
        }
    }

    /** Whether there may be connections of {@code name} among those that are asked for. */
    public boolean concerns(String name) {
        return (node == null || node.equals(name)) && (after == null || after.node.compareTo(name) <= 0);
    }

    /** Where a connection is in the list of all; it need not be there any more. */
    public record Place(String node, ConnectionId connection) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int byNode = node.compareTo(other.node);
            return byNode != 0 ? byNode : connection.value().compareTo(other.connection.value());
        }
    }
}
