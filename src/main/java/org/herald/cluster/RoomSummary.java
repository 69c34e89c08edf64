package org.herald.cluster;

import org.herald.hub.Position;
import org.herald.hub.RoomName;

/**
 * A room, over all nodes.
 *
 * @param members users that are in it; where its namespace has no presence, nobody knows them, and connections are
 *     counted
 * @param connections that are in it
 */
public record RoomSummary(RoomName room, int members, int connections, Position position) {}
