package org.herald.session;

import java.util.concurrent.CompletionStage;
import org.herald.broker.ConnectionQuota;
import org.herald.hub.ConnectionId;
import org.herald.hub.UserId;
import org.herald.limits.ConnectionLimit;
import org.herald.limits.HandshakeRates;

/**
 * How many connections there may be, and how fast they may come.
 *
 * @param attempts handshakes per address
 * @param node connections of this node
 * @param quota connections per user, over all nodes
 * @param perUser at most so many
 */
public record Capacity(HandshakeRates attempts, ConnectionLimit node, ConnectionQuota quota, int perUser) {

    CompletionStage<Boolean> acquire(UserId user, ConnectionId connection) {
        return quota.acquire(user, connection, perUser);
    }
}
