package org.herald.transport.engineio;

import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.herald.hub.Timers;

/**
 * What sessions are made of.
 *
 * @param ticker nanoseconds that only grow
 * @param forget is told of each session that has ended, once
 */
record EngineParts(EngineSettings settings, Timers timers, LongSupplier ticker, Consumer<EngineSession> forget) {}
