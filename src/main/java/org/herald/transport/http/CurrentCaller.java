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
    private boolean connection;

    /** @param protocol of the request, such as {@code HTTP/1.1} */
    void is(Identity known, String protocol) {
        identity = known;
        connection = protocol.startsWith("HTTP/1.");
    }

    /**
     * Whether the connection is this request's for as long as it lasts. In HTTP/2 it has only a stream of one, and a header
     * about the connection would make its answer malformed (RFC 9113 section 8.2.2).
     */
    public boolean hasConnection() {
        return connection;
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
