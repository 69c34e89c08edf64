package org.herald.session;

import java.util.function.LongSupplier;
import org.herald.hub.HubListener;
import org.herald.hub.Lane;

/**
 * What an outbox works with.
 *
 * @param ticker nanoseconds that only grow
 * @param listener is told what was sent and dropped
 * @param lane where it is written what many are told
 */
record OutboxParts(LongSupplier ticker, HubListener listener, Lane lane) {}
