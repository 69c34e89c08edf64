package org.herald.broker;

import org.herald.hub.RoomName;

/**
 * A room as one node sees it.
 *
 * @param connections of that node that are in it
 */
public record RoomRow(RoomName room, int connections) {

    /** About how many bytes it takes. */
    public int size() {
        return room.value().length() + 8;
    }
}
