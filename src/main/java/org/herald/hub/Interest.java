package org.herald.hub;

import java.util.concurrent.CompletionStage;

/**
 * Which rooms this node wants to hear of. {@link Rooms} is its only caller: never two calls for one room at a time.
 */
public interface Interest {

    /** Completes when every event from then on arrives here; fails when that cannot be had now. */
    CompletionStage<Void> subscribe(RoomName room);

    /** Completes when nothing more arrives. */
    CompletionStage<Void> unsubscribe(RoomName room);
}
