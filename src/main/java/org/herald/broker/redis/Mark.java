package org.herald.broker.redis;

import org.herald.hub.Position;
import org.herald.hub.RoomEvent;

/**
 * An event that was there for sure: when Redis forgets it and gives its number to another one, the two differ in
 * time.
 *
 * @param ts when it came; 0 at the beginning of a room
 */
record Mark(Position position, long ts) {

    static Mark of(RoomEvent event) {
        return new Mark(event.position(), event.ts());
    }
}
