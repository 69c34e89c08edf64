package org.herald.transport.socketio;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import org.herald.transport.engineio.EngineConfigurator;
import org.herald.transport.engineio.EngineLink;

/** One WebSocket of a client of Socket.IO. */
@ServerEndpoint(value = "/socket.io/", configurator = EngineConfigurator.class)
public final class SocketIoEndpoint {

    private static final Logger LOG = System.getLogger(SocketIoEndpoint.class.getName());

    /** Null where it is of no use. */
    private volatile EngineLink link;

    @OnOpen
    public void open(Session session) {
        link = CDI.current().select(SocketIoDoor.class).get().open(session).orElse(null);
    }

    @OnMessage
    public void text(String part, boolean last) {
        if (link != null) {
            link.text(part, last);
        }
    }

    @OnMessage
    public void binary(ByteBuffer part, boolean last) {
        if (link != null) {
            link.binary(part, last);
        }
    }

    @OnMessage
    public void pong(PongMessage pong) {
        if (link != null) {
            ByteBuffer payload = pong.getApplicationData();
            byte[] bytes = new byte[payload.remaining()];
            payload.get(bytes);
            link.pong(bytes);
        }
    }

    @OnClose
    public void closed(CloseReason reason) {
        if (link != null) {
            link.closed(reason.getCloseCode().getCode(), "the WebSocket has ended");
        }
    }

    /** What goes wrong below the protocol ends in a close, of which {@link #closed} is told. */
    @OnError
    public void failed(Throwable failure) {
        LOG.log(Level.DEBUG, "a WebSocket failed", failure);
    }
}
