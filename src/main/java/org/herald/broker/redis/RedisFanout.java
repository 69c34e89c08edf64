package org.herald.broker.redis;

import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.herald.broker.Fanout;
import org.herald.hub.ConnectionId;
import org.herald.hub.RoomName;
import org.herald.hub.VolatileEvent;

/** Volatile events go over the channel of their room; those for one connection to the node that has it. */
final class RedisFanout implements Fanout {

    private final Store store;
    private final Nodes nodes;

    RedisFanout(Store store, Nodes nodes) {
        this.store = store;
        this.nodes = nodes;
    }

    @Override
    public void emit(VolatileEvent event) {
        store.tell(event.room(), VolatileCodec.encode(event));
    }

    @Override
    public CompletionStage<Boolean> send(VolatileEvent event, ConnectionId to, Set<RoomName> rooms) {
        return nodes.send(event, to, rooms);
    }
}
