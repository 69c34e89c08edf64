package org.herald.broker;

import java.util.List;
import org.herald.hub.Position;
import org.herald.hub.RoomEvent;

/**
 * A part of a room's history.
 *
 * @param events in the order asked for; without a hole between them
 * @param head where the room was at that moment
 * @param reaches whether history still holds everything after {@code since} (after the beginning of the room, where no
 *     {@code since} was given); false also for a {@code since} of another epoch or from the future, and then {@code
 *     events} are those that a call without {@code since} gets
 * @param more whether there are events that limits kept out
 */
public record Page(List<RoomEvent> events, Position head, boolean reaches, boolean more) {

    /** Nothing after {@code since} is missing. */
    public boolean complete() {
        return reaches && !more;
    }
}
