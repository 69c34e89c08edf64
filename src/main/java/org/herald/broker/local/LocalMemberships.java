package org.herald.broker.local;

import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.herald.broker.Memberships;
import org.herald.hub.RoomName;
import org.herald.hub.UserId;

/** For good, here, means until the node stops. */
final class LocalMemberships implements Memberships {

    private final Lifetime lifetime;
    private final BoundedSets<UserId, RoomName> rooms = new BoundedSets<>();

    LocalMemberships(Lifetime lifetime) {
        this.lifetime = lifetime;
    }

    @Override
    public CompletionStage<Boolean> add(UserId user, RoomName room, int max) {
        return lifetime.answer(() -> rooms.add(user, room, max));
    }

    @Override
    public CompletionStage<Void> remove(UserId user, RoomName room) {
        return lifetime.carryOut(() -> rooms.remove(user, room));
    }

    @Override
    public CompletionStage<Set<RoomName>> of(UserId user) {
        return lifetime.answer(() -> rooms.of(user));
    }
}
