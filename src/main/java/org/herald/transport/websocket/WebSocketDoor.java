package org.herald.transport.websocket;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.websocket.Extension;
import jakarta.websocket.Session;
import java.util.List;
import java.util.Optional;
import org.herald.hub.CloseCode;
import org.herald.protocol.HeraldV1;
import org.herald.session.Gatekeeper;
import org.herald.session.Line;
import org.herald.session.Sessions;
import org.herald.session.Socket;
import org.herald.session.Ticket;

/** What an endpoint needs of the application: not every container injects into endpoints. */
@ApplicationScoped
class WebSocketDoor {

    @Inject
    private Gatekeeper gatekeeper;

    @Inject
    private Sessions sessions;

    @Inject
    private HeraldV1 format;

    @Inject
    private Extensions extensions;

    @Inject
    private FrameWriters writers;

    /** What writes to a connection that has just opened. */
    Socket socket(Session session) {
        return writers.open(session);
    }

    /** @param name of the ticket, or null */
    Optional<Ticket> claim(Object name) {
        return name instanceof String ticket ? gatekeeper.claim(ticket) : Optional.empty();
    }

    /** What a connection gets of the extensions that its client offers. */
    List<Extension> negotiate(List<Extension> offers) {
        return extensions.negotiate(offers);
    }

    /** Ends a connection that nobody is behind. */
    void refuse(Socket socket) {
        sessions.refuse(socket, CloseCode.UNAUTHORIZED, "nobody was let in here");
    }

    Line open(Ticket ticket, Socket socket) {
        return sessions.open(ticket, format, socket);
    }
}
