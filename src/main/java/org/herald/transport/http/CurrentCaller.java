package org.herald.transport.http;

import jakarta.enterprise.context.RequestScoped;
import org.herald.auth.Roles;
import org.herald.hub.Identity;

/**
 * Who makes the request that is being served: inject it into resources below {@code /api}. Only for the thread that the
 * request came by; what goes on after that is given the {@link #identity}.
 */
@RequestScoped
public class CurrentCaller {

    private Identity identity;

    void is(Identity known) {
        identity = known;
    }

    /** @throws IllegalStateException where nobody was asked for a token */
    public Identity identity() {
        if (identity == null) {
            throw new IllegalStateException("no filter has let this request in");
        }
        return identity;
    }

    /** @throws org.herald.hub.Refused {@code missing_role} unless the caller has it */
    public void requireRole(String role) {
        Roles.require(identity(), role);
    }
}
