package org.herald.transport.websocket;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.websocket.Extension;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Hands the door and the name of the ticket from the handshake to the connection, and asks for its extensions. */
public final class HeraldConfigurator extends ServerEndpointConfig.Configurator {

    /** The user property that holds it. */
    static final String TICKET = "herald.connection";

    /** The user property that holds the {@link WebSocketDoor}. */
    static final String DOOR = "herald.door";

    /** Null until the first handshake; whoever finds it so looks it up, and finds the same. */
    private volatile WebSocketDoor door;

    @Override
    public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
        config.getUserProperties().put(DOOR, door());
        ticket(request.getHeaders())
                .ifPresent(ticket -> config.getUserProperties().put(TICKET, ticket));
    }

    /** The origin was checked before the upgrade. */
    @Override
    public boolean checkOrigin(String origin) {
        return true;
    }

    @Override
    public List<Extension> getNegotiatedExtensions(List<Extension> installed, List<Extension> requested) {
        return requested.isEmpty() ? List.of() : door().negotiate(requested);
    }

    /** Looked up once: to find out who asks, the container writes down a stack trace each time. */
    private WebSocketDoor door() {
        WebSocketDoor known = door;
        if (known == null) {
            known = CDI.current().select(WebSocketDoor.class).get();
            door = known;
        }
        return known;
    }

    private static Optional<String> ticket(Map<String, List<String>> headers) {
        return headers.entrySet().stream()
                .filter(header -> AdmittedRequest.TICKET.equalsIgnoreCase(header.getKey()))
                .flatMap(header -> header.getValue().stream())
                .findFirst();
    }
}
