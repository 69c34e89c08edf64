package org.herald.observe;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.herald.broker.Broker;
import org.herald.session.Gatekeeper;
import org.herald.session.Sessions;

/** Ready: new connections are let in, and the store of the rooms answers. */
@Readiness
@ApplicationScoped
public class Ready implements HealthCheck {

    @Inject
    private Gatekeeper gatekeeper;

    @Inject
    private Sessions sessions;

    @Inject
    private Broker broker;

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("herald")
                .status(gatekeeper.isOpen() && broker.isUp())
                .withData("store", broker.isUp() ? "up" : "down")
                .withData("connections", sessions.size())
                .build();
    }
}
