package org.herald.auth;

import java.util.LinkedHashSet;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.herald.hub.Identity;

/**
 * A verified token as the principal of a request (MicroProfile JWT 2.1 section 5.2). Its name is the user's id,
 * whichever claim that came from. Times are in seconds, {@code aud} and {@code groups} are sets; any other claim is as
 * {@link VerifiedToken#claims} has it. Immutable.
 */
public final class TokenPrincipal implements JsonWebToken {

    private final VerifiedToken token;

    public TokenPrincipal(VerifiedToken token) {
        this.token = token;
    }

    public Identity identity() {
        return token.identity();
    }

    @Override
    public String getName() {
        return token.identity().user().value();
    }

    @Override
    public Set<String> getGroups() {
        return token.identity().roles();
    }

    @Override
    public Set<String> getClaimNames() {
        Set<String> names = new LinkedHashSet<>(token.claims().keySet());
        names.add("raw_token");
        return names;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T getClaim(String name) {
        Object value = token.claims().get(name);
        return (T)
                switch (name) {
                    case "raw_token" -> token.raw();
                    case "groups" -> getGroups();
                    case "aud" -> value == null ? null : Set.copyOf(new Claims(token.claims()).texts(name));
                    case "exp", "iat", "nbf", "auth_time", "updated_at" ->
                        value instanceof Number seconds ? (Object) seconds.longValue() : value;
                    default -> value;
                };
    }

    @Override
    public String toString() {
        return getName();
    }
}
