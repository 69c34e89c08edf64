/**
 * HTTP beside the WebSocket: tokens for development, and the headers of our own pages.
 *
 * <p>Each class is one door; all are called by the container's request threads.
 */
package org.herald.transport.http;
