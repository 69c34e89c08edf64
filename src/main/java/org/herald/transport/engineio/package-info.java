/**
 * Engine.IO, version 4 of its protocol: sessions that begin by HTTP polling or by a WebSocket, and may go on from the one to
 * the other. Begin with {@code EngineServlet}, which has the path, and {@code EngineSession}, which is what a session is
 * whatever carries it. What it is good for is said by an {@code EngineApplication}.
 *
 * <p>Packets of one session come in by one thread at a time; all else may be called by any thread.
 */
package org.herald.transport.engineio;
