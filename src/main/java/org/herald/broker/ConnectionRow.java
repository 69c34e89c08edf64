package org.herald.broker;

import java.util.List;
import org.herald.hub.ConnectionId;
import org.herald.hub.RoomName;
import org.herald.hub.UserId;

/** A connection as administrators see it. Nothing is null. */
public record ConnectionRow(ConnectionId connection, UserId user, String node, Origin origin, Seats seats, Flow flow) {

    /** About how much a row takes beside its rooms. */
    private static final int BYTES = 256;

    /**
     * @param address of the client
     * @param transport such as {@code websocket}
     * @param openedAt Unix milliseconds
     */
    public record Origin(String address, String transport, long openedAt) {}

    /**
     * @param rooms the first {@link #MOST} of them by name
     * @param count how many there are
     */
    public record Seats(List<RoomName> rooms, int count) {

        /** Rooms that are listed at most. */
        public static final int MOST = 100;

        public Seats {
            rooms = List.copyOf(rooms);
        }
    }

    /**
     * @param rttMs the last round trip of a ping, or -1 before the first one
     * @param outboxBytes what waits to be sent
     * @param in messages that came in
     * @param out messages that went out, or are about to
     */
    public record Flow(long rttMs, int outboxBytes, long in, long out) {}

    public ConnectionQuery.Place place() {
        return new ConnectionQuery.Place(node, connection);
    }

    /** About how many bytes it takes. */
    public int size() {
        return BYTES
                + seats.rooms.stream()
                        .mapToInt(room -> room.value().length() + 4)
                        .sum();
    }
}
