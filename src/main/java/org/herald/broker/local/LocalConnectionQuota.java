package org.herald.broker.local;

import java.util.concurrent.CompletionStage;
import org.herald.broker.ConnectionQuota;
import org.herald.hub.ConnectionId;
import org.herald.hub.UserId;

/** The connections that each user holds on this node, the only one. */
final class LocalConnectionQuota implements ConnectionQuota {

    private final Lifetime lifetime;
    private final BoundedSets<UserId, ConnectionId> connections = new BoundedSets<>();

    LocalConnectionQuota(Lifetime lifetime) {
        this.lifetime = lifetime;
    }

    @Override
    public CompletionStage<Boolean> acquire(UserId user, ConnectionId connection, int max) {
        return lifetime.answer(() -> connections.add(user, connection, max));
    }

    @Override
    public CompletionStage<Void> release(UserId user, ConnectionId connection) {
        return lifetime.carryOut(() -> connections.remove(user, connection));
    }
}
