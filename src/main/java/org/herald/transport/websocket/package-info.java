/**
 * WebSocket on Jakarta servers: the door that turns upgrades and frames into calls of {@link org.herald.session} and back,
 * and decides nothing.
 *
 * <p>Start with {@code HandshakeFilter}, which asks the gatekeeper before any upgrade, then {@link
 * org.herald.transport.websocket.HeraldEndpoint}. {@link org.herald.transport.websocket.FrameWriters} chooses what writes:
 * {@code PortableSocket} through {@code RemoteEndpoint}, on any Jakarta server, or where the container is known a {@code
 * Road} below it. The container calls endpoints from one thread at a time per connection.
 */
package org.herald.transport.websocket;
