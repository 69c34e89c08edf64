package org.herald.broker.redis;

import java.util.function.LongSupplier;
import org.herald.hub.Timers;
import redis.clients.jedis.commands.ProtocolCommand;

/**
 * What stripes share.
 *
 * @param ticker nanoseconds that only grow
 */
record StripeParts(
        Endpoint endpoint,
        ProtocolCommand subscribe,
        ProtocolCommand unsubscribe,
        Timers timers,
        LongSupplier ticker,
        Reports reports) {}
