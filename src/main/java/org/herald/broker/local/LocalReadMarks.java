package org.herald.broker.local;

import java.util.concurrent.CompletionStage;
import org.herald.broker.ReadMarks;
import org.herald.hub.Position;
import org.herald.hub.RoomName;
import org.herald.hub.UserId;

/** The marks live and die with what is remembered of their room. */
final class LocalReadMarks implements ReadMarks {

    private final Lifetime lifetime;
    private final StoredRooms rooms;

    LocalReadMarks(Lifetime lifetime, StoredRooms rooms) {
        this.lifetime = lifetime;
        this.rooms = rooms;
    }

    @Override
    public CompletionStage<Boolean> advance(RoomName name, UserId user, Position upTo) {
        return lifetime.answer(() -> rooms.peek(name, room -> room.advance(user, upTo))
                .orElseGet(() -> {
                    StoredRoom.requireReached(rooms.beginning(), upTo);
                    return false;
                }));
    }
}
