package org.herald.session;

import java.time.Clock;
import java.util.List;
import java.util.function.LongSupplier;
import org.herald.hub.ConnectionId;
import org.herald.hub.HubListener;
import org.herald.hub.Lane;
import org.herald.hub.Timers;

/**
 * What all sessions of a node share.
 *
 * @param settings how connections are treated
 * @param rates how much they may do
 * @param conversation what clients say goes through it
 * @param farewell is told of each session that has ended, once
 * @param clock the time of day
 * @param ticker nanoseconds that only grow, such as {@link System#nanoTime}
 * @param timers for what ends by itself
 * @param partings of those who were told to go
 * @param listener is told what happens
 * @param lanes in which is written what many are told; each connection keeps to one
 */
record SessionContext(
        SessionSettings settings,
        Rates rates,
        Conversation conversation,
        Farewell farewell,
        Clock clock,
        LongSupplier ticker,
        Timers timers,
        Partings partings,
        HubListener listener,
        List<Lane> lanes) {

    /** What the outbox of a connection works with. */
    OutboxParts outboxParts(ConnectionId connection) {
        return new OutboxParts(ticker, listener, lanes.get(Math.floorMod(connection.hashCode(), lanes.size())));
    }
}
