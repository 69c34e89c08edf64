package org.herald.transport.socketio;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.Session;
import java.io.IOException;
import java.util.Optional;
import org.herald.hub.Timers;
import org.herald.session.Foyer;
import org.herald.session.HandshakeRefused;
import org.herald.session.Sessions;
import org.herald.session.Visit;
import org.herald.transport.engineio.EngineApplication;
import org.herald.transport.engineio.EngineLink;
import org.herald.transport.engineio.EngineListener;
import org.herald.transport.engineio.EngineSessions;
import org.herald.transport.http.Cors;
import org.herald.transport.http.HttpKnock;
import org.herald.transport.http.Problem;
import org.herald.transport.websocket.FrameWriters;

/** The sessions of clients of Socket.IO, and who may begin one. */
@ApplicationScoped
class SocketIoDoor implements EngineApplication {

    @Inject
    private Cors cors;

    @Inject
    private Foyer foyer;

    @Inject
    private Sessions conversations;

    @Inject
    private SocketIoSettings settings;

    @Inject
    private Timers timers;

    @Inject
    private FrameWriters writers;

    private Inside inside;

    /** What is made of those. */
    private record Inside(EngineSessions sessions, Hall hall) {}

    @PostConstruct
    void open() {
        inside = new Inside(
                new EngineSessions(settings.engine(), timers, System::nanoTime),
                new Hall(foyer, conversations, settings.rules().maxDepth()));
    }

    /** Those who are connected to Herald were told before; the others go. */
    @PreDestroy
    void close() {
        inside.sessions.close();
    }

    /** Itself, where clients are served. */
    EngineApplication application() {
        return settings.enabled() ? this : new SwitchedOff();
    }

    EngineSessions sessions() {
        return inside.sessions;
    }

    /** A WebSocket has opened; empty when it is of no use. */
    Optional<EngineLink> open(Session opened) {
        return inside.sessions.open(opened, writers);
    }

    @Override
    public boolean answers(HttpServletRequest request, HttpServletResponse response) throws IOException {
        return cors.answers(request, response);
    }

    @Override
    public boolean upgrades(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            foyer.count(HttpKnock.of(request));
            return true;
        } catch (HandshakeRefused refused) {
            Problem.of(refused).send(response);
            return false;
        }
    }

    @Override
    public EngineListener arrive(HttpServletRequest request, HttpServletResponse response, boolean upgrade)
            throws IOException {
        Visit visit;
        try {
            visit = foyer.arrive(HttpKnock.of(request), upgrade);
        } catch (HandshakeRefused refused) {
            Problem.of(refused).send(response);
            return null;
        }
        return new SocketIoConnection(settings.rules(), timers, new HeraldNamespaces(inside.hall, visit));
    }
}
