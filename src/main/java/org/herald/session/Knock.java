package org.herald.session;

import java.security.Principal;
import java.util.Set;
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
 * @param roles what of the roles Herald knows that login has
 */
public record Knock(
        RequestView request,
        String method,
        String peer,
        String scheme,
        String host,
        Principal login,
        Set<String> roles) {}
