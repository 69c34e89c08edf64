package org.herald.session;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.herald.audit.Audit;
import org.herald.auth.RoomPolicy;
import org.herald.broker.Broker;
import org.herald.hub.HubListener;
import org.herald.hub.Lane;
import org.herald.hub.Rooms;
import org.herald.hub.Timers;

/**
 * What sessions are made of.
 *
 * @param ticker nanoseconds that only grow, such as {@link System#nanoTime}
 * @param timers whose tasks must not block
 * @param executor for what may wait on other servers
 * @param lanes in which is written what many are told, one or more
 */
public record SessionParts(
        Broker broker,
        Rooms rooms,
        RoomPolicy policy,
        Tokens tokens,
        Gatekeeper gatekeeper,
        Rates rates,
        SessionSettings settings,
        Clock clock,
        LongSupplier ticker,
        Timers timers,
        Executor executor,
        HubListener listener,
        Audit audit,
        List<Lane> lanes) {}
