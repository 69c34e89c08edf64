package org.herald.transport.http;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.herald.auth.BadRequest;
import org.herald.auth.Query;
import org.herald.hub.Refused;
import org.herald.session.Arrival;
import org.herald.session.HandshakeRefused;
import org.herald.session.Listeners;

/** A door for those who only listen: {@code GET}, with whatever is refused told as a problem. */
public abstract class ListeningServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    private static final String ALLOW = "GET, OPTIONS";

    @Inject
    private transient Cors cors;

    @Inject
    private transient Listeners listeners;

    /** Those whom the doors let listen. */
    protected final Listeners listeners() {
        return listeners;
    }

    /**
     * Lets somebody listen.
     *
     * @throws HandshakeRefused for one who may not come in
     * @throws Refused for what is asked for
     * @throws BadRequest for how it is asked for
     */
    protected abstract void listen(HttpServletRequest request, HttpServletResponse response, Query query)
            throws IOException;

    @Override
    protected final void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (cors.answers(request, response)) {
            return;
        }
        switch (request.getMethod()) {
            case "GET" -> get(request, response);
            case "OPTIONS" -> {
                response.setHeader("Allow", ALLOW);
                response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            }
            default -> {
                response.setHeader("Allow", ALLOW);
                Problem.of(HttpServletResponse.SC_METHOD_NOT_ALLOWED, "there is only GET here")
                        .send(response);
            }
        }
    }

    private void get(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            listen(request, response, Query.parse(request.getQueryString()));
        } catch (HandshakeRefused refused) {
            Problem.of(refused).send(response);
        } catch (Refused refused) {
            Problem.of(refused).send(response);
        } catch (BadRequest bad) {
            Problem.of(bad).send(response);
        }
    }

    /** The rooms that are asked for, and what was seen of them. */
    protected final Arrival arrival(HttpServletRequest request, Query query) {
        return listeners.arrival(query, request.getHeader("Last-Event-ID"));
    }
}
