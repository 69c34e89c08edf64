/**
 * What every door over HTTP shares: who asks ({@code ApiFilter}, {@link org.herald.transport.http.CurrentCaller}), from which
 * page ({@link org.herald.transport.http.Cors}), and how it is told that something is refused ({@link
 * org.herald.transport.http.Problem}). Tokens for development and the headers of our own pages are here too.
 *
 * <p>All are called by the container's request threads.
 */
package org.herald.transport.http;
