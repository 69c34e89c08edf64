package org.herald.transport.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.security.Principal;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * A request of somebody known, as the container sees it.
 *
 * <p>Containers keep requests for the next ones to come, so nothing hangs on it that has to go.
 */
public class PrincipalRequest extends HttpServletRequestWrapper {

    private final Principal principal;

    /** @param principal null: whom the container has authenticated, if anybody */
    public PrincipalRequest(HttpServletRequest request, Principal principal) {
        super(request);
        this.principal = principal;
    }

    @Override
    public final Principal getUserPrincipal() {
        return principal == null ? super.getUserPrincipal() : principal;
    }

    @Override
    public final String getRemoteUser() {
        Principal user = getUserPrincipal();
        return user == null ? null : user.getName();
    }

    @Override
    public final boolean isUserInRole(String role) {
        return principal instanceof JsonWebToken token ? token.getGroups().contains(role) : super.isUserInRole(role);
    }
}
