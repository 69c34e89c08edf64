package org.herald.broker;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.herald.hub.ConnectionId;
import org.herald.hub.RoomName;
import org.herald.hub.Status;
import org.herald.hub.UserId;

/** Which users are in which rooms, counted over their connections on all nodes. */
public interface Presence {

    /**
     * A connection is in the room from now on. Entering again changes nothing.
     *
     * @param announce whether the room is told {@code room.user_joined} (all but this connection) when it is the user's
     *     first there
     */
    CompletionStage<Void> enter(RoomName room, UserId user, ConnectionId connection, boolean announce);

    /**
     * A connection is no longer in the room. When it was the user's last there and the user is not back within {@code
     * grace}, the user has left.
     *
     * @param grace zero: the user has left at once
     * @param announce whether the room is then told {@code room.user_left}
     */
    CompletionStage<Void> exit(RoomName room, UserId user, ConnectionId connection, Duration grace, boolean announce);

    /** Who is there, the longest first; users in their grace period are not counted. */
    CompletionStage<Members> members(RoomName room, int limit);

    /** How many users are there; those in their grace period are not counted. */
    CompletionStage<Integer> count(RoomName room);

    /**
     * Notes what the user says of being there, until the user has left the last room (after its grace). Nothing is noted
     * of a user who is in no room.
     *
     * @return the rooms the user is in; not those where the user's grace period runs
     */
    CompletionStage<Set<RoomName>> status(UserId user, Status status);

    /**
     * @param truncated whether there are more than were asked for
     */
    record Members(List<Entry> list, boolean truncated) {}

    /**
     * @param connections how many of the user's connections are in the room, 1 or more
     * @param since when the user came, Unix milliseconds
     */
    record Entry(UserId user, int connections, Status status, long since) {}
}
