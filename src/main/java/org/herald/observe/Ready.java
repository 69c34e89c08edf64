package org.herald.observe;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready: new connections are let in, and the store of the rooms answers. Not before the node has started. */
@Readiness
@ApplicationScoped
public class Ready implements HealthCheck {

    private final Condition condition;

    /** For the container's proxies, which use nothing of it. */
    protected Ready() {
        this(null);
    }

    @Inject
    Ready(Condition condition) {
        this.condition = condition;
    }

    @Override
    public HealthCheckResponse call() {
        Condition.Node node = condition.node();
        boolean storeUp = node.state().storeUp();
        return HealthCheckResponse.named("herald")
                .status(node.state().accepting() && storeUp)
                .withData("store", storeUp ? "up" : "down")
                .withData("connections", node.connections().getAsInt())
                .build();
    }
}
