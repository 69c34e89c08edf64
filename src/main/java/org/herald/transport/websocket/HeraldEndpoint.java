package org.herald.transport.websocket;

import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.herald.hub.CloseCode;
import org.herald.protocol.HeraldV1;
import org.herald.session.Line;
import org.herald.session.Socket;
import org.herald.session.Ticket;

/** One WebSocket connection. Messages arrive in parts, so that their size is known before they are whole. */
@ServerEndpoint(
        value = HeraldEndpoint.PATH,
        subprotocols = HeraldV1.SUBPROTOCOL,
        configurator = HeraldConfigurator.class)
public final class HeraldEndpoint {

    static final String PATH = "/ws";

    private static final Logger LOG = System.getLogger(HeraldEndpoint.class.getName());

    /** Null where the connection was refused at once. Only the container's thread for this connection uses it. */
    private volatile Line line;

    /** Outlives the session, unlike what that gives out afterwards. */
    private volatile RemoteEndpoint remote;

    private volatile Socket socket;

    @OnOpen
    public void open(Session session) {
        remote = session.getBasicRemote();
        WebSocketDoor door = (WebSocketDoor) session.getUserProperties().get(HeraldConfigurator.DOOR);
        socket = door.socket(session);
        session.setMaxIdleTimeout(0); // Tyrus sets a timer even so, but where that was just taken away
        Optional<Ticket> ticket = door.claim(session.getUserProperties().get(HeraldConfigurator.TICKET));
        if (ticket.isPresent()) {
            line = door.open(ticket.get(), socket);
        } else {
            door.refuse(socket);
        }
    }

    @OnMessage
    public void text(String part, boolean last) {
        if (line != null) {
            line.text(part, last);
        }
    }

    @OnMessage
    public void binary(ByteBuffer part, boolean last) {
        if (line != null) {
            line.binary(part, last);
        }
    }

    @OnMessage
    public void pong(PongMessage pong) {
        if (line != null) {
            ByteBuffer payload = pong.getApplicationData();
            byte[] bytes = new byte[payload.remaining()];
            payload.get(bytes);
            socket.pong(bytes);
            line.pong(bytes);
        }
    }

    @OnClose
    public void closed(CloseReason reason) {
        if (line == null) {
            return;
        }
        int code = reason.getCloseCode().getCode();
        if (FrameOverflow.is(reason)) {
            FrameOverflow.tell(remote);
            line.closed(CloseCode.TOO_LARGE.code(), "a frame is larger than the container takes in");
        } else {
            line.closed(code, code == Line.ABNORMAL ? "the connection was lost" : "closed by the client");
        }
    }

    /** What goes wrong below the protocol ends in a close, of which {@link #closed} is told. */
    @OnError
    public void failed(Throwable failure) {
        LOG.log(Level.DEBUG, "a connection failed", failure);
    }
}
