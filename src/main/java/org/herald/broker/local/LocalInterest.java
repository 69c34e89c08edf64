package org.herald.broker.local;

import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.herald.hub.Interest;
import org.herald.hub.RoomName;

/** A subscribed room is remembered, even when nothing happened there yet: its epoch must not change under its members. */
final class LocalInterest implements Interest {

    private final Lifetime lifetime;
    private final Clock clock;
    private final StoredRooms rooms;
    private final Deliveries deliveries;

    LocalInterest(Lifetime lifetime, Clock clock, StoredRooms rooms, Deliveries deliveries) {
        this.lifetime = lifetime;
        this.clock = clock;
        this.rooms = rooms;
        this.deliveries = deliveries;
    }

    @Override
    public CompletionStage<Void> subscribe(RoomName name) {
        return lifetime.answer(() -> rooms.use(name, clock.millis(), room -> {
            deliveries.subscribe(name);
            return null;
        }));
    }

    @Override
    public CompletionStage<Void> unsubscribe(RoomName name) {
        if (!lifetime.isOn()) {
            return CompletableFuture.failedFuture(Lifetime.refusal());
        }
        long now = clock.millis();
        rooms.peek(name, room -> {
            room.touch(now);
            return room;
        });
        return deliveries.unsubscribe(name);
    }
}
