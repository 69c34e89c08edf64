package org.herald.auth;

import java.util.Map;
import org.herald.hub.Identity;

/**
 * A token that was found good.
 *
 * @param identity who it is about
 * @param claims all of them, unmodifiable throughout: String, Number, Boolean, List, Map or null
 * @param raw the token itself; a secret: not for logs
 */
public record VerifiedToken(Identity identity, Map<String, Object> claims, String raw) {

    /** Without the token and its claims. */
    @Override
    public String toString() {
        return "VerifiedToken[user=" + identity.user() + "]";
    }
}
