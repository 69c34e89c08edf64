package org.herald.broker;

import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.herald.hub.RoomName;
import org.herald.hub.UserId;

/** The rooms that users belong to for good: their connections are joined to them as they open. */
public interface Memberships {

    /**
     * Adds one; adding it again changes nothing.
     *
     * @param max how many a user may have
     * @return false when the user has {@code max} others
     */
    CompletionStage<Boolean> add(UserId user, RoomName room, int max);

    CompletionStage<Void> remove(UserId user, RoomName room);

    CompletionStage<Set<RoomName>> of(UserId user);
}
