package org.herald.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import org.herald.auth.Roles;
import org.herald.cluster.Actions;
import org.herald.hub.Refused;
import org.herald.transport.http.CurrentCaller;

/** Sends everybody else away, and has it noted. */
@Provider
@ApplicationScoped
@Administrators
public class AdministratorsOnly implements ContainerRequestFilter {

    @Inject
    private CurrentCaller caller;

    @Inject
    private Acting acting;

    @Inject
    private Actions actions;

    @Override
    public void filter(ContainerRequestContext request) {
        try {
            caller.requireRole(Roles.ADMIN);
        } catch (Refused refused) {
            actions.forbidden(acting.now(), request.getMethod() + " " + path(request));
            throw refused;
        }
    }

    /** Below the root of the resources; containers disagree on whether it begins with a slash. */
    private static String path(ContainerRequestContext request) {
        String path = request.getUriInfo().getPath();
        return path.startsWith("/") ? path : "/" + path;
    }
}
