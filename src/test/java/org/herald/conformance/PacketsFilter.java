package org.herald.conformance;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebFilter;
import org.herald.transport.engineio.EngineApplication;
import org.herald.transport.engineio.EngineFilter;
import org.herald.transport.engineio.EngineSessions;

/** Has the path {@code /socket.io/}. */
@WebFilter(urlPatterns = "/socket.io/*", asyncSupported = true)
public class PacketsFilter extends EngineFilter {

    private static final long serialVersionUID = 1;

    @Inject
    private transient Conformance conformance;

    @Override
    protected EngineSessions sessions() {
        return conformance.socketIo().sessions();
    }

    @Override
    protected EngineApplication application() {
        return conformance.socketIo().application();
    }
}
