package org.herald.broker;

import org.herald.hub.RoomName;

/**
 * Which rooms are asked for. Rooms are sorted by name.
 *
 * @param prefix what their names begin with; empty for all
 * @param after only those behind this one, or null
 * @param limit at most so many of each node, 1 to {@link #MOST}
 */
public record RoomQuery(String prefix, RoomName after, int limit) {

    /** Rooms of one answer at most. */
    public static final int MOST = 1000;

    public RoomQuery {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("a limit is 1-" + MOST);
        }
    }

    /** Whether a room is asked for. */
    public boolean matches(RoomName room) {
        return room.value().startsWith(prefix) && (after == null || room.value().compareTo(after.value()) > 0);
    }
}
