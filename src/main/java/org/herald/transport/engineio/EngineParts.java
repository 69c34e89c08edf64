package org.herald.transport.engineio;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.herald.hub.CloseCode;
import org.herald.hub.Timers;
import org.herald.session.Socket;

/**
 * What sessions are made of.
 *
 * @param ticker nanoseconds that only grow
 * @param forget is told of each session that has ended, once
 */
record EngineParts(EngineSettings settings, Timers timers, LongSupplier ticker, Consumer<EngineSession> forget) {

    /** How long a peer has to take the close frame and to go: it would hold its WebSocket open otherwise. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Closes a WebSocket, and cuts it off where the peer takes no notice. */
    void part(Socket socket, CloseCode code, String reason) {
        timers.after(PATIENCE, socket::cutOff);
        socket.close(code, reason);
    }
}
