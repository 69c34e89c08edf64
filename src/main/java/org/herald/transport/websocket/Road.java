package org.herald.transport.websocket;

import jakarta.websocket.Session;
import java.util.Optional;
import java.util.function.Consumer;
import org.herald.session.Socket;

/** A way to the network below a container's WebSocket API, for frames that are encoded already. */
interface Road {

    /** What it is called in the log and among the figures. */
    String name();

    /**
     * The end of one connection; frames are written by it only where there are no extensions.
     *
     * @param surprise is told when a write shows that the container is not what it was taken for
     * @return empty: this connection, which may have ended, has no such way
     * @throws ReflectiveOperationException or {@link LinkageError}, {@link ClassCastException}: the container is not what it
     *     was taken for
     */
    Optional<Socket> socket(Session session, Consumer<Throwable> surprise) throws ReflectiveOperationException;
}
