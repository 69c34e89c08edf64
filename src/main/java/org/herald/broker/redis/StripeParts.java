package org.herald.broker.redis;

import java.util.concurrent.ThreadFactory;
import java.util.function.LongSupplier;
import org.herald.hub.Timers;

/**
 * What stripes share.
 *
 * @param places where their channels are
 * @param awakening wakes whoever waits for Redis
 * @param ticker nanoseconds that only grow
 */
record StripeParts(
        Places places,
        Awakening awakening,
        ThreadFactory threads,
        Timers timers,
        LongSupplier ticker,
        Reports reports) {}
