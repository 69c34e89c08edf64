package org.herald.session;

import java.security.Principal;
import java.util.List;
import java.util.function.Predicate;
import org.herald.auth.RequestView;

/**
 * Somebody asks to open a connection.
 *
 * @param request its headers and query
 * @param method of the request line
 * @param peer the address of the socket's other end
 * @param scheme {@code http} or {@code https}, as the socket has it
 * @param host the {@code Host} header, or null
 * @param login whom the container has authenticated, or null
 * @param roles whether that login has a role
 */
public record Knock(
        RequestView request,
        String method,
        String peer,
        String scheme,
        String host,
        Principal login,
        Predicate<String> roles) {

    /** The {@code Origin} header, several of them joined by commas; null where there is none. */
    String origin() {
        List<String> origins = request.headers("Origin");
        return origins.isEmpty() ? null : String.join(",", origins);
    }
}
