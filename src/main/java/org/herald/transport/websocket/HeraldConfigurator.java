package org.herald.transport.websocket;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.websocket.Extension;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Hands the name of the ticket from the handshake to the connection, and asks for its extensions. */
public final class HeraldConfigurator extends ServerEndpointConfig.Configurator {

    /** The user property that holds it. */
    static final String TICKET = "herald.connection";

    @Override
    public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
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
        return CDI.current().select(WebSocketDoor.class).get().negotiate(requested);
    }

    private static Optional<String> ticket(Map<String, List<String>> headers) {
        return headers.entrySet().stream()
                .filter(header -> AdmittedRequest.TICKET.equalsIgnoreCase(header.getKey()))
                .flatMap(header -> header.getValue().stream())
                .findFirst();
    }
}
