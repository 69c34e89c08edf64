package org.herald.transport.http.rest;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;

/** All resources of the application, below {@code /herald/api}. */
@ApplicationPath("/api")
public class Api extends Application {

    /** Jersey would describe the resources to everybody, in a format of its own. */
    @Override
    public Map<String, Object> getProperties() {
        return Map.of("jersey.config.server.wadl.disableWadl", true);
    }
}
