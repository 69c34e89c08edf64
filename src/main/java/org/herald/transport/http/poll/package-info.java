/**
 * Long polling at {@code /herald/events/poll} (docs/protocol.md, section 6): a connection for each time that somebody waits,
 * which goes on where the cursor says.
 *
 * <p>{@code PollServlet} asks who may come in and begins to wait; {@code PollSocket} is its end of the connection, called
 * by any thread.
 */
package org.herald.transport.http.poll;
