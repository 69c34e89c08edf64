package org.herald.broker.local;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.herald.broker.Page;
import org.herald.broker.Publication;
import org.herald.broker.Published;
import org.herald.broker.Range;
import org.herald.broker.RoomLog;
import org.herald.hub.Position;
import org.herald.hub.RoomName;

/** Order is made under the lock of the room: numbering, storing and queueing are one step there. */
final class LocalRoomLog implements RoomLog {

    private final Lifetime lifetime;
    private final Clock clock;
    private final StoredRooms rooms;
    private final Deliveries deliveries;

    LocalRoomLog(Lifetime lifetime, Clock clock, StoredRooms rooms, Deliveries deliveries) {
        this.lifetime = lifetime;
        this.clock = clock;
        this.rooms = rooms;
        this.deliveries = deliveries;
    }

    @Override
    public CompletionStage<Published> publish(Publication publication) {
        return lifetime.answer(() -> {
            long now = clock.millis();
            Published published =
                    rooms.use(publication.room(), now, room -> room.publish(publication, now, deliveries::offer));
            deliveries.wake(publication.room());
            return published;
        });
    }

    @Override
    public CompletionStage<Page> read(RoomName name, Range range) {
        return lifetime.answer(() -> {
            long now = clock.millis();
            return rooms.peek(name, room -> room.read(range, now)).orElseGet(() -> nothing(range));
        });
    }

    @Override
    public CompletionStage<Position> position(RoomName name) {
        return lifetime.answer(() -> rooms.peek(name, StoredRoom::head).orElseGet(rooms::beginning));
    }

    private Page nothing(Range range) {
        Position head = rooms.beginning();
        return new Page(List.of(), head, range.since() == null || range.since().equals(head), false);
    }
}
