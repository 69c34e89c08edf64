package org.herald.session;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.herald.auth.Query;
import org.herald.hub.ErrorCode;
import org.herald.hub.Position;
import org.herald.hub.Refused;
import org.herald.hub.RoomName;
import org.herald.hub.UserId;
import org.herald.protocol.Cursor;
import org.herald.protocol.Submissions;

/**
 * Which rooms a connection is in from the start, and from where on.
 *
 * @param joins false: it is only told of its rooms, and joins them itself
 * @param rooms in no order; empty: the user's own, and those of lasting membership
 * @param cursor what was seen of them; null: nothing
 */
public record Arrival(boolean joins, Set<RoomName> rooms, Cursor cursor) {

    /** In the user's own room and those of lasting membership. */
    static final Arrival USUAL = new Arrival(true, Set.of(), null);

    /** In no room yet. */
    static final Arrival ALONE = new Arrival(false, Set.of(), null);

    /** What a cursor of theirs takes is to fit into a header. */
    static final int MAX_ROOMS = 100;

    public Arrival {
        rooms = Set.copyOf(rooms);
    }

    /** In the user's own room and in no other. */
    static Arrival personal(UserId user) {
        return new Arrival(true, Set.of(RoomName.personal(user)), null);
    }

    /**
     * Of one who listens by plain HTTP: {@code ?room=a&room=b&cursor=…}. The cursor may also be in a header, by which a
     * browser that comes back says the newest that it has seen: then that counts.
     *
     * @param lastEventId the header, or null
     * @throws Refused {@code invalid_data} naming what is wrong, or {@code too_many_rooms}
     * @throws org.herald.auth.BadRequest when a parameter stands there twice that may not
     */
    public static Arrival of(Query query, String lastEventId) {
        Set<RoomName> rooms = new LinkedHashSet<>();
        query.all("room").forEach(name -> rooms.add(Submissions.named("room", name, RoomName::new)));
        if (rooms.size() > MAX_ROOMS) {
            throw Refused.because(ErrorCode.TOO_MANY_ROOMS, "at most " + MAX_ROOMS + " rooms may be asked for");
        }
        String cursor = lastEventId == null || lastEventId.isEmpty()
                ? query.one("cursor").orElse(null)
                : lastEventId;
        return new Arrival(true, rooms, cursor == null ? null : Submissions.named("cursor", cursor, Cursor::parse));
    }

    /** The last event of the room that was seen; empty: it begins now. */
    Optional<Position> since(RoomName room) {
        return cursor == null ? Optional.empty() : cursor.of(room);
    }
}
