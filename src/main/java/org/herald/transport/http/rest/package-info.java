/**
 * The REST resources: rooms, notifications to users, broadcast (docs/protocol.md, section 6).
 *
 * <p>{@link org.herald.transport.http.rest.Api} is the application, {@link org.herald.transport.http.rest.Bodies} reads what
 * is sent, {@link org.herald.transport.http.rest.Problems} answers whatever is thrown. A resource decides nothing: it asks
 * the session's desk, and the answer may come later, from any thread.
 */
package org.herald.transport.http.rest;
