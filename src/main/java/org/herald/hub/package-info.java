/**
 * Rooms, connections and events: what the rest of Herald speaks about, in plain Java.
 *
 * <p>Start with {@link org.herald.hub.RoomEvent} (what happens in a room and is kept), {@link
 * org.herald.hub.VolatileEvent} (what is told and forgotten), {@link org.herald.hub.Rooms} (the rooms of this node and
 * who is in them) and {@link org.herald.hub.Delivery} (an event encoded once for all who get it).
 *
 * <p>This package imports {@code java.*} only. It knows neither JSON nor a subprotocol: a {@link
 * org.herald.hub.WireFormat} turns an event into a {@link org.herald.hub.Frame}. Values are immutable and may be shared
 * between threads; {@link org.herald.hub.Rooms} and {@link org.herald.hub.TimerWheel} may be called from any thread.
 */
package org.herald.hub;
