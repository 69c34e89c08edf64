package org.herald.transport.http.rest;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;

/** All resources of the application, below {@code /herald/api}. */
@ApplicationPath("/api")
public class Api extends Application {

    /**
     * For Jersey: it would describe the resources to everybody, in a format of its own, and put into {@code Location} the
     * host that it was asked for, which behind a proxy is not where a client finds anything.
     */
    @Override
    public Map<String, Object> getProperties() {
        return Map.of(
                "jersey.config.server.wadl.disableWadl",
                true,
                "jersey.config.server.headers.location.relative.resolution.disabled",
                true);
    }
}
