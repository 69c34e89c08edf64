package org.herald.broker;

import org.herald.hub.Position;

/**
 * Which part of a room's history is asked for.
 *
 * @param since only events after this one; null: from the oldest there is
 * @param limit at most so many events, 1 or more
 * @param maxBytes at most about so many bytes (by {@link org.herald.hub.RoomEvent#size()}), but always one event
 * @param reverse newest first, instead of oldest first
 */
public record Range(Position since, int limit, int maxBytes, boolean reverse) {

    /** Oldest first from after {@code since}. */
    public static Range after(Position since, int limit, int maxBytes) {
        return new Range(since, limit, maxBytes, false);
    }

    /** Newest first. */
    public static Range newest(int limit, int maxBytes) {
        return new Range(null, limit, maxBytes, true);
    }
}
