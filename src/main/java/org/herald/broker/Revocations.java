package org.herald.broker;

import org.herald.hub.Identity;

/** The tokens that were good until an administrator revoked them: this node's view, which is asked without waiting. */
public interface Revocations {

    /** Whether the token that {@code identity} was made of is revoked, as far as this node knows. */
    boolean isRevoked(Identity identity);
}
