package org.herald.transport.http;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.herald.session.Caller;
import org.herald.session.HandshakeRefused;
import org.herald.session.Reception;

/** Stands ahead of everything below {@code /api}: it goes on with a {@link CurrentCaller}, or not at all. */
@WebFilter(urlPatterns = "/api/*", asyncSupported = true)
public class ApiFilter extends HttpFilter {

    private static final long serialVersionUID = 1;

    @Inject
    private transient Cors cors;

    @Inject
    private transient Reception reception;

    @Inject
    private transient CurrentCaller current;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (cors.answers(request, response)) {
            return;
        }
        Caller caller;
        try {
            caller = reception.receive(HttpKnock.of(request));
        } catch (HandshakeRefused refused) {
            Problem.of(refused).send(response);
            return;
        }
        current.is(caller.identity(), request.getProtocol());
        chain.doFilter(new PrincipalRequest(request, caller.principal()), new UnheardResponse(response));
    }
}
