package org.herald.transport.websocket;

import jakarta.websocket.CloseReason;
import jakarta.websocket.SendHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.Consumer;
import org.herald.hub.CloseCode;
import org.herald.hub.Frame;
import org.herald.session.Socket;

/**
 * Writes through {@code RemoteEndpoint}: right on any Jakarta server. A write is done when the container says so and the
 * client is not too far behind.
 */
final class PortableSocket implements Socket {

    private static final Logger LOG = System.getLogger(PortableSocket.class.getName());

    /** Not the length of any other ping's payload. */
    private static final int PAYLOAD = 12;

    private final Session session;

    /** Opened by pongs. */
    private final Window window = new Window();

    private final SecureRandom random;

    /** @param random for what a client cannot guess; shared */
    PortableSocket(Session session, SecureRandom random) {
        this.session = session;
        this.random = random;
    }

    @Override
    public int most() {
        return 1;
    }

    @Override
    public void write(List<Frame> frames, Consumer<Throwable> done) {
        Frame frame = frames.get(0);
        SendHandler handler = result -> {
            if (result.isOK()) {
                window.whenOpen(() -> done.accept(null));
            } else {
                done.accept(result.getException());
            }
        };
        try {
            if (frame.isBinary()) {
                session.getAsyncRemote().sendBinary(ByteBuffer.wrap(frame.bytes()), handler);
            } else {
                session.getAsyncRemote().sendText(frame.text(), handler);
            }
        } catch (RuntimeException closed) {
            done.accept(closed);
            return;
        }
        if (window.hand(frame.size())) {
            byte[] payload = new byte[PAYLOAD];
            random.nextBytes(payload);
            ping(payload);
        }
    }

    @Override
    public void pong(byte[] payload) {
        window.pong(payload);
    }

    @Override
    public void ping(byte[] payload) {
        window.ping(payload);
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
