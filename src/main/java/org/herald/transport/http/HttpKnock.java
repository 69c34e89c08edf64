package org.herald.transport.http;

import jakarta.servlet.http.HttpServletRequest;
import org.herald.session.Knock;

/** Shows a servlet request to those who decide about it. */
public final class HttpKnock {

    private HttpKnock() {}

    public static Knock of(HttpServletRequest request) {
        return new Knock(
                new ServletRequestView(request),
                request.getMethod(),
                request.getRemoteAddr(),
                request.getScheme(),
                request.getHeader("Host"),
                request.getUserPrincipal(),
                request::isUserInRole);
    }
}
