package org.herald.transport.socketio;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebFilter;
import org.herald.transport.engineio.EngineApplication;
import org.herald.transport.engineio.EngineFilter;
import org.herald.transport.engineio.EngineSessions;

/** Has the path {@code /socket.io/}. */
@WebFilter(urlPatterns = "/socket.io/*", asyncSupported = true)
public class SocketIoFilter extends EngineFilter {

    private static final long serialVersionUID = 1;

    @Inject
    private transient SocketIoDoor door;

    @Override
    protected EngineSessions sessions() {
        return door.sessions();
    }

    @Override
    protected EngineApplication application() {
        return door.application();
    }
}
