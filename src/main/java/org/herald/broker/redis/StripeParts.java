package org.herald.broker.redis;

import java.util.function.LongSupplier;
import org.herald.hub.Timers;

/**
 * What stripes share.
 *
 * @param ticker nanoseconds that only grow
 */
record StripeParts(Endpoint endpoint, Timers timers, LongSupplier ticker, Reports reports) {}
