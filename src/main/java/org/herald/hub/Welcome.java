package org.herald.hub;

import java.time.Duration;
import java.util.List;

/**
 * What a connection is told of itself when it opens.
 *
 * @param connection its name
 * @param user whose it is
 * @param node the node it is on
 * @param heartbeatInterval how often the server asks for a sign of life
 * @param heartbeatTimeout after how long a silence it ends the connection
 * @param maxMessageSize bytes
 * @param rooms where the user is a lasting member, and the personal room
 * @param expiresAt when the token ends, Unix milliseconds; null: never
 */
public record Welcome(
        ConnectionId connection,
        UserId user,
        String node,
        Duration heartbeatInterval,
        Duration heartbeatTimeout,
        int maxMessageSize,
        List<RoomPosition> rooms,
        Long expiresAt) {}
