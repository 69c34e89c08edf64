package org.herald.transport.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.herald.session.HandshakeRefused;
import org.herald.session.Knock;
import org.herald.session.Reception;

/**
 * Lets pages of our own origin and of those on the list read answers (WHATWG Fetch, "CORS protocol"), with their cookies.
 * An origin is always named, never {@code *}.
 */
@ApplicationScoped
public class Cors {

    private static final String METHODS = "GET, HEAD, POST, DELETE";
    private static final String REQUEST_HEADERS =
            "Authorization, Content-Type, Cache-Control, If-None-Match, Last-Event-ID, traceparent";
    private static final String RESPONSE_HEADERS = "ETag, Location, Retry-After, WWW-Authenticate";

    /** Seconds that a browser may remember the answer to a preflight. */
    private static final String REMEMBERED = "600";

    @Inject
    private Reception reception;

    /**
     * Sets what a browser has to know, and answers what needs no more: a preflight, and a page that may not ask. Called
     * first thing with every request of a door.
     *
     * @return whether it was answered
     */
    public boolean answers(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Vary", "Origin, Authorization, Cookie");
        Knock knock = HttpKnock.of(request);
        String origin = request.getHeader("Origin");
        if (origin == null) {
            return false;
        }
        try {
            reception.requirePage(knock);
        } catch (HandshakeRefused refused) {
            Problem.of(refused).send(response);
            return true;
        }
        response.setHeader("Access-Control-Allow-Origin", origin);
        response.setHeader("Access-Control-Allow-Credentials", "true");
        if (!isPreflight(request)) {
            response.setHeader("Access-Control-Expose-Headers", RESPONSE_HEADERS);
            return false;
        }
        response.setHeader("Access-Control-Allow-Methods", METHODS);
        response.setHeader("Access-Control-Allow-Headers", REQUEST_HEADERS);
        response.setHeader("Access-Control-Max-Age", REMEMBERED);
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        return true;
    }

    private static boolean isPreflight(HttpServletRequest request) {
        return "OPTIONS".equals(request.getMethod()) && request.getHeader("Access-Control-Request-Method") != null;
    }
}
