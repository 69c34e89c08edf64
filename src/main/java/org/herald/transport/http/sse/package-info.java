/**
 * Server-Sent Events at {@code /herald/events} (docs/protocol.md, section 6): a connection that only listens.
 *
 * <p>{@code EventStreamServlet} asks who may come in and opens the connection; {@code StreamSocket} is its end of it, called
 * by any thread.
 */
package org.herald.transport.http.sse;
