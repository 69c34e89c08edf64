package org.herald.broker.redis;

import java.time.Clock;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.herald.hub.HubListener;
import org.herald.hub.Timers;

/**
 * What the broker takes from its node.
 *
 * @param threads makes the few threads that live as long as the broker; they end when it is closed
 * @param timers whose tasks do not block
 * @param clock to measure how late events are, and to forget what is over
 * @param ticker nanoseconds that only grow, such as {@link System#nanoTime}
 * @param listener is told what happens
 * @param faults is told what should never happen; called from any thread, does not fail
 */
public record RedisParts(
        ThreadFactory threads,
        Timers timers,
        Clock clock,
        LongSupplier ticker,
        HubListener listener,
        Consumer<Throwable> faults) {}
