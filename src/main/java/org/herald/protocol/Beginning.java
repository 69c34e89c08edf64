package org.herald.protocol;

import java.util.List;
import org.herald.hub.RoomPosition;
import org.herald.hub.UserId;

/**
 * Where somebody begins who has seen nothing yet.
 *
 * @param user who that is
 * @param rooms and where each of them is now
 */
public record Beginning(UserId user, List<RoomPosition> rooms) {

    public Beginning {
        rooms = List.copyOf(rooms);
    }

    /** What brings everything that comes from now on. */
    public Cursor cursor() {
        return Cursor.EMPTY.with(rooms);
    }
}
