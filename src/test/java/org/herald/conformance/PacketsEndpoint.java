package org.herald.conformance;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.nio.ByteBuffer;
import org.herald.transport.engineio.EngineConfigurator;
import org.herald.transport.engineio.EngineLink;

/** One WebSocket at {@code /socket.io/}. */
@ServerEndpoint(value = "/socket.io/", configurator = EngineConfigurator.class)
public final class PacketsEndpoint {

    /** Null where it is of no use. */
    private volatile EngineLink link;

    @OnOpen
    public void open(Session session) {
        Conformance conformance = CDI.current().select(Conformance.class).get();
        link = conformance
                .socketIo()
                .sessions()
                .open(session, conformance.writers())
                .orElse(null);
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

    @OnClose
    public void closed(CloseReason reason) {
        if (link != null) {
            link.closed(reason.getCloseCode().getCode(), "the WebSocket has ended");
        }
    }
}
