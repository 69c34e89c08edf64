/**
 * The broker of a node that stands alone: everything in memory, gone when the node stops.
 *
 * <p>Start with {@link org.herald.broker.local.LocalBroker}, which puts the ports together; then {@code StoredRoom}, where
 * a publication gets its number, and {@code Deliveries}, the way from there to the listener.
 *
 * <p>Every port may be called from any thread, from inside the listener too. A call does its work on the caller's thread
 * and never waits for more than the lock of one room or user. The listener hears of a room from one thread at a time: its
 * lane runs on the executor that {@code LocalBroker} was given. Grace periods end on the thread of the timers.
 *
 * <p>Locks are taken in the order room, then user, then lane, and nothing foreign is called under any of them.
 */
package org.herald.broker.local;
