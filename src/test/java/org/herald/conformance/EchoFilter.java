package org.herald.conformance;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebFilter;
import org.herald.transport.engineio.EngineApplication;
import org.herald.transport.engineio.EngineFilter;
import org.herald.transport.engineio.EngineSessions;

/** Has the path {@code /engine.io/}. */
@WebFilter(urlPatterns = "/engine.io/*", asyncSupported = true)
public class EchoFilter extends EngineFilter {

    private static final long serialVersionUID = 1;

    @Inject
    private transient Conformance conformance;

    @Override
    protected EngineSessions sessions() {
        return conformance.echo().sessions();
    }

    @Override
    protected EngineApplication application() {
        return conformance.echo().application();
    }
}
