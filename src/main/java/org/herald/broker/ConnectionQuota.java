package org.herald.broker;

import java.util.concurrent.CompletionStage;
import org.herald.hub.ConnectionId;
import org.herald.hub.UserId;

/** How many connections each user holds, over all nodes. */
public interface ConnectionQuota {

    /**
     * Takes a place for a connection, unless the user has {@code max} already.
     *
     * @return whether there was one
     */
    CompletionStage<Boolean> acquire(UserId user, ConnectionId connection, int max);

    /** Gives the place back; harmless when it was given back before. */
    CompletionStage<Void> release(UserId user, ConnectionId connection);
}
