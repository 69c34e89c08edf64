package org.herald.transport.engineio;

import jakarta.websocket.Session;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.herald.hub.CloseCode;
import org.herald.hub.Timers;
import org.herald.session.Socket;
import org.herald.transport.websocket.FrameWriters;

/** The sessions of one node. Safe for use by any thread. */
public final class EngineSessions {

    private static final int SID_BYTES = 18;

    private final Map<String, EngineSession> sessions = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final EngineParts parts;

    /**
     * @param timers whose tasks must not block
     * @param ticker nanoseconds that only grow, such as {@link System#nanoTime}
     */
    public EngineSessions(EngineSettings settings, Timers timers, LongSupplier ticker) {
        this.parts = new EngineParts(settings, timers, ticker, session -> sessions.remove(session.sid(), session));
    }

    EngineSettings settings() {
        return parts.settings();
    }

    /** A new session, that has yet to begin. It is to be found from here on. */
    EngineSession create(EngineListener listener) {
        byte[] bytes = new byte[SID_BYTES];
        random.nextBytes(bytes);
        String sid = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        EngineSession session = new EngineSession(sid, parts, listener);
        sessions.put(sid, session);
        return session;
    }

    Optional<EngineSession> find(String sid) {
        return Optional.ofNullable(sessions.get(sid)).filter(session -> !session.isOver());
    }

    /**
     * A WebSocket has opened, of the session that its handshake named.
     *
     * @return where its messages go; empty when there is no such session, and it was closed
     */
    public Optional<EngineLink> open(Session opened, FrameWriters writers) {
        opened.setMaxIdleTimeout(0);
        Socket socket = writers.open(opened);
        Optional<EngineLink> link =
                EngineConfigurator.sid(opened).flatMap(this::find).map(session -> new EngineLink(session, socket));
        link.ifPresentOrElse(
                EngineLink::opened, () -> parts.part(socket, CloseCode.POLICY, "there is no such session any more"));
        return link;
    }

    int size() {
        return sessions.size();
    }

    /** Ends all of them. */
    public void close() {
        List.copyOf(sessions.values()).forEach(session -> session.end(CloseCode.RESTART, "this node is being stopped"));
    }
}
