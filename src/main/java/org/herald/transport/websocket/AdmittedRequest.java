package org.herald.transport.websocket;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.herald.session.Admitted;
import org.herald.transport.http.PrincipalRequest;

/**
 * A handshake that was let in: with its user as the principal, and with the name of its ticket in a header, which is what
 * the container hands on to the endpoint. A header of that name from outside is hidden.
 *
 * <p>Containers keep requests for the next ones to come, so nothing hangs on it that has to go.
 */
final class AdmittedRequest extends PrincipalRequest {

    /** Names the ticket, on the way from the filter to the endpoint. */
    static final String TICKET = "Herald-Connection";

    private final String ticket;

    AdmittedRequest(HttpServletRequest request, Admitted admitted) {
        super(request, admitted.principal());
        this.ticket = admitted.ticket().id().value();
    }

    @Override
    public String getHeader(String name) {
        return isTicket(name) ? ticket : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return isTicket(name) ? Collections.enumeration(List.of(ticket)) : super.getHeaders(name);
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        Set<String> names = new LinkedHashSet<>(Collections.list(super.getHeaderNames()));
        names.removeIf(AdmittedRequest::isTicket);
        names.add(TICKET);
        return Collections.enumeration(names);
    }

    private static boolean isTicket(String name) {
        return TICKET.equalsIgnoreCase(name);
    }
}
