package org.herald.auth;

/**
 * A token as the request held it, verified by nobody yet.
 *
 * @param source where it was
 * @param token never empty; a secret: not for logs
 */
public record FoundToken(TokenSource source, String token) {

    /** Without the token. */
    @Override
    public String toString() {
        return "FoundToken[source=" + source.configName() + "]";
    }
}
