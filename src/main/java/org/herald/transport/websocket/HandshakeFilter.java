package org.herald.transport.websocket;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.stream.Collectors;
import org.herald.session.Admitted;
import org.herald.session.Gatekeeper;
import org.herald.session.HandshakeRefused;
import org.herald.session.Refusal;
import org.herald.session.UpgradeRules;
import org.herald.transport.http.HttpKnock;

/**
 * Stands ahead of every upgrade (protocol section 1): who is let in goes on as an authenticated request, everyone else
 * gets a plain HTTP answer.
 */
@WebFilter(urlPatterns = HeraldEndpoint.PATH, asyncSupported = true)
public class HandshakeFilter extends HttpFilter {

    private static final long serialVersionUID = 1;

    @Inject
    private transient Gatekeeper gatekeeper;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Admitted admitted;
        try {
            admitted = gatekeeper.admit(HttpKnock.of(request));
        } catch (HandshakeRefused refused) {
            refuse(response, refused);
            return;
        }
        chain.doFilter(new AdmittedRequest(request, admitted), response);
    }

    private static void refuse(HttpServletResponse response, HandshakeRefused refused) throws IOException {
        Refusal refusal = refused.refusal();
        response.setStatus(refusal.status());
        if (refusal == Refusal.UNAUTHORIZED) {
            response.setHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"");
        } else if (refusal == Refusal.BAD_REQUEST) {
            response.setHeader("Sec-WebSocket-Version", UpgradeRules.VERSION);
        }
        if (refused.retryAfter() != null) {
            long seconds = (refused.retryAfter().toMillis() + 999) / 1000;
            response.setHeader("Retry-After", Long.toString(Math.max(1, seconds)));
        }
        response.setHeader("Cache-Control", "no-store");
        response.setContentType("application/json");
        response.setCharacterEncoding("UTF-8");
        response.getWriter().write("{\"code\":\"" + refusal.code() + "\",\"message\":\"" + text(refused) + "\"}");
    }

    /** Messages of refusals are our own words; what could break out of the JSON is taken out all the same. */
    private static String text(HandshakeRefused refused) {
        return refused.getMessage()
                .chars()
                .filter(c -> c >= ' ' && c != '"' && c != '\\')
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }
}
