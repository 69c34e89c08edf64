package org.herald.broker.local;

import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.herald.broker.Fanout;
import org.herald.hub.ConnectionId;
import org.herald.hub.RoomName;
import org.herald.hub.VolatileEvent;

/** Volatile events take the same lanes as what is kept; in a full one they are dropped. */
final class LocalFanout implements Fanout {

    private final Lifetime lifetime;
    private final Deliveries deliveries;

    LocalFanout(Lifetime lifetime, Deliveries deliveries) {
        this.lifetime = lifetime;
        this.deliveries = deliveries;
    }

    @Override
    public void emit(VolatileEvent event) {
        if (lifetime.isOn()) {
            deliveries.offer(event);
            deliveries.wake(event.room());
        }
    }

    /** On the calling thread: the connection is on this node or nowhere. */
    @Override
    public CompletionStage<Boolean> send(VolatileEvent event, ConnectionId to, Set<RoomName> rooms) {
        return lifetime.answer(() -> deliveries.send(event, to, rooms));
    }
}
