package org.herald.broker;

import java.util.concurrent.CompletionStage;
import org.herald.hub.Position;
import org.herald.hub.RoomName;
import org.herald.hub.UserId;

/** How far each user has read in each room. */
public interface ReadMarks {

    /**
     * Moves the mark forward, never back. A mark of an epoch that is gone counts as none; so may, where very
     * many users have marks in one room, the one that has not moved for the longest.
     *
     * @return whether it moved; fails with {@code invalid_data} of {@code data.upTo} when {@code upTo} is beyond the
     *     room's newest event or of another epoch
     */
    CompletionStage<Boolean> advance(RoomName room, UserId user, Position upTo);
}
