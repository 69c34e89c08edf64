package org.herald.cluster;

import java.time.Duration;
import java.util.List;
import org.herald.broker.Presence;
import org.herald.hub.Position;

/**
 * One room in full.
 *
 * @param members who is there; nobody where its namespace has no presence
 * @param silent names of nodes that did not answer in time: their connections are not counted
 */
public record RoomReport(RoomSummary summary, Presence.Members members, History history, List<String> silent) {

    /**
     * @param events how many are kept
     * @param oldest the first of them, or null
     * @param size how many are kept at most
     * @param ttl for how long
     */
    public record History(long events, Position oldest, int size, Duration ttl) {}
}
