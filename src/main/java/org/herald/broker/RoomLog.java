package org.herald.broker;

import java.util.concurrent.CompletionStage;
import org.herald.hub.Position;
import org.herald.hub.RoomName;

/** The numbered history of each room: the one place where order is made. */
public interface RoomLog {

    /**
     * Numbers, stores and sends an event to every interested node, in one atomic step. Calls that one thread makes for one
     * room keep their order.
     *
     * <p>A publication whose {@link Publication#idempotencyKey()} was seen for the same user and room within the last five
     * minutes changes nothing and completes with the first answer, marked as a duplicate.
     *
     * <p>An edit or deletion also changes the stored message: history keeps the new content with {@code editedAt}, or
     * only that it was deleted, in the message's own place; a deletion also takes the place of every edit of the message
     * that is kept, so that nothing of it is left. It fails with {@code not_found} when the message is not in
     * the history (any more) or is none, with {@code not_author} when somebody else wrote it and the publication does not
     * {@link Publication#moderates()}.
     */
    CompletionStage<Published> publish(Publication publication);

    /** Reads a part of the history; see {@link Range}. */
    CompletionStage<Page> read(RoomName room, Range range);

    /** Where the room is: the position of its newest event, {@code <epoch>-0} where there was none. */
    CompletionStage<Position> position(RoomName room);
}
