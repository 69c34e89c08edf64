package org.herald.transport.engineio;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.Session;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;

/** Hands the name of the session from the filter to the WebSocket, past the container. */
public final class EngineConfigurator extends ServerEndpointConfig.Configurator {

    /** The header of the wrapped request, and the property of the WebSocket. */
    private static final String SID = "Herald-Engine-Session";

    @Override
    public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
        request.getHeaders().entrySet().stream()
                .filter(header -> SID.equalsIgnoreCase(header.getKey()))
                .flatMap(header -> header.getValue().stream())
                .findFirst()
                .ifPresent(sid -> config.getUserProperties().put(SID, sid));
    }

    /** The origin was checked before the upgrade. */
    @Override
    public boolean checkOrigin(String origin) {
        return true;
    }

    /** The session that the handshake of a WebSocket named. */
    static Optional<String> sid(Session opened) {
        return Optional.ofNullable((String) opened.getUserProperties().get(SID));
    }

    /** The same request, naming the session; whatever the client says in that place is not there. */
    static HttpServletRequest naming(HttpServletRequest request, String sid) {
        return new HttpServletRequestWrapper(request) {
            @Override
            public String getHeader(String name) {
                return SID.equalsIgnoreCase(name) ? sid : super.getHeader(name);
            }

            @Override
            public Enumeration<String> getHeaders(String name) {
                return SID.equalsIgnoreCase(name) ? Collections.enumeration(List.of(sid)) : super.getHeaders(name);
            }

            @Override
            public Enumeration<String> getHeaderNames() {
                List<String> names = Collections.list(super.getHeaderNames());
                names.removeIf(SID::equalsIgnoreCase);
                names.add(SID);
                return Collections.enumeration(names);
            }
        };
    }
}
