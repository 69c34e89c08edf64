/**
 * One client's life, from the handshake to the last goodbye, whatever wire format and transport it uses.
 *
 * <p>Start with {@link org.herald.session.Gatekeeper} (who may open a connection), {@link org.herald.session.Sessions}
 * (the connections of this node) and {@link org.herald.session.ClientSession}, then {@code Conversation}, which hands
 * each command to its handler. {@code Orders} is what administrators may do to connections, and {@link
 * org.herald.session.RevocationOrders} makes those that have to be remembered. A transport makes a {@link
 * org.herald.session.Socket}, calls the few methods of {@code ClientSession} and decides nothing.
 *
 * <p>What goes out passes through the connection's {@code Outbox}, bounded and one write at a time; what comes in passes
 * through its {@code Inbox}, one command after the other. All of it may be called from any thread, and nothing blocks.
 */
package org.herald.session;
