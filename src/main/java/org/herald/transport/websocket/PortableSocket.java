package org.herald.transport.websocket;

import jakarta.websocket.CloseReason;
import jakarta.websocket.SendHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.herald.hub.CloseCode;
import org.herald.hub.Frame;
import org.herald.session.Socket;

/** Writes through {@code RemoteEndpoint}: right on any Jakarta server. */
final class PortableSocket implements Socket {

    private static final Logger LOG = System.getLogger(PortableSocket.class.getName());

    private final Session session;

    PortableSocket(Session session) {
        this.session = session;
    }

    @Override
    public void write(Frame frame, Consumer<Throwable> done) {
        SendHandler handler = result -> done.accept(result.isOK() ? null : result.getException());
        try {
            if (frame.isBinary()) {
                session.getAsyncRemote().sendBinary(ByteBuffer.wrap(frame.bytes()), handler);
            } else {
                session.getAsyncRemote().sendText(frame.text(), handler);
            }
        } catch (RuntimeException closed) {
            done.accept(closed);
        }
    }

    @Override
    public void ping(byte[] payload) {
        try {
            session.getAsyncRemote().sendPing(ByteBuffer.wrap(payload));
        } catch (IOException | RuntimeException closed) {
            LOG.log(Level.DEBUG, "no ping could be sent", closed);
        }
    }

    @Override
    public void close(CloseCode code, String reason) {
        try {
            session.close(new CloseReason(CloseReason.CloseCodes.getCloseCode(code.code()), reason));
        } catch (IOException | RuntimeException closed) {
            LOG.log(Level.DEBUG, "the connection had ended already", closed);
        }
    }
}
