package org.herald.transport.websocket;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.RemoteEndpoint;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.herald.hub.CloseCode;

/**
 * A frame larger than the container takes in at all, let alone a message may be. Tyrus ends it with 1011, as if the server
 * were at fault, which would make the client come back with the same frame. When it tells of that, the session is closed
 * already, but the close frame is not sent yet, and what sends is still there: so the right code can go first.
 */
final class FrameOverflow {

    private static final Logger LOG = System.getLogger(FrameOverflow.class.getName());

    /** What Tyrus says. */
    private static final String TYRUS = "Buffer overflow.";

    private FrameOverflow() {}

    /** Whether that is why a connection was closed. */
    static boolean is(CloseReason reason) {
        return reason.getCloseCode().getCode() == CloseCodes.UNEXPECTED_CONDITION.getCode()
                && TYRUS.equals(reason.getReasonPhrase());
    }

    /** Sends 1009, on Tyrus. Harmless anywhere else. @param remote of the connection, from before it was closed */
    static void tell(RemoteEndpoint remote) {
        CloseReason reason = new CloseReason(
                CloseCodes.getCloseCode(CloseCode.TOO_LARGE.code()), "a frame is larger than any message may be");
        try {
            remote.getClass().getMethod("close", CloseReason.class).invoke(remote, reason);
        } catch (ReflectiveOperationException | RuntimeException other) {
            LOG.log(Level.DEBUG, "the container has sent another code", other);
        }
    }
}
