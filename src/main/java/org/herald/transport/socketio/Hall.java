package org.herald.transport.socketio;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.herald.protocol.SocketIo;
import org.herald.session.Foyer;
import org.herald.session.Sessions;

/** What all connections of a node share. Safe for use by any thread. */
final class Hall {

    private final Foyer foyer;
    private final Sessions sessions;
    private final int maxDepth;

    /** One of each for all connections, so that what many are told is encoded once. */
    private final Map<String, SocketIo> formats = new ConcurrentHashMap<>();

    Hall(Foyer foyer, Sessions sessions, int maxDepth) {
        this.foyer = foyer;
        this.sessions = sessions;
        this.maxDepth = maxDepth;
    }

    Foyer foyer() {
        return foyer;
    }

    Sessions sessions() {
        return sessions;
    }

    /** @param namespace that there is */
    SocketIo format(String namespace) {
        return formats.computeIfAbsent(namespace, name -> new SocketIo(name, maxDepth));
    }
}
