package org.herald.transport.http.sse;

import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.herald.auth.Query;
import org.herald.hub.Timers;
import org.herald.protocol.EventStream;
import org.herald.session.Arrival;
import org.herald.session.Sessions;
import org.herald.session.Ticket;
import org.herald.transport.http.HttpKnock;
import org.herald.transport.http.ListeningServlet;
import org.herald.transport.http.Problem;

/** Opens streams of events. */
@WebServlet(urlPatterns = "/events", asyncSupported = true)
public class EventStreamServlet extends ListeningServlet {

    private static final long serialVersionUID = 1;

    private static final String MEDIA_TYPE = "text/event-stream";

    /** Ranges of media types that it is in (RFC 9110 section 12.5.1). */
    private static final List<String> ACCEPTABLE = List.of(MEDIA_TYPE, "text/*", "*/*");

    @Inject
    private transient Sessions sessions;

    @Inject
    private transient EventStream format;

    @Inject
    private transient Timers timers;

    @Override
    protected void listen(HttpServletRequest request, HttpServletResponse response, Query query) throws IOException {
        String accept = request.getHeader("Accept");
        if (accept != null && !accepts(accept)) {
            Problem.of(HttpServletResponse.SC_NOT_ACCEPTABLE, "the answer is " + MEDIA_TYPE)
                    .send(response);
            return;
        }
        Arrival arrival = arrival(request, query);
        Ticket ticket = listeners().admit(HttpKnock.of(request), arrival);
        StreamSocket socket;
        try {
            response.setContentType(MEDIA_TYPE);
            response.setCharacterEncoding("UTF-8");
            response.setHeader("Cache-Control", "no-cache, no-transform");
            response.setHeader("X-Accel-Buffering", "no");
            if (request.getProtocol().startsWith("HTTP/1.")) {
                response.setHeader("Connection", "close"); // nothing comes after a stream
            }
            AsyncContext context = request.startAsync();
            context.setTimeout(0);
            socket = StreamSocket.over(context, format, timers);
        } catch (IOException | RuntimeException e) {
            ticket.release();
            throw e;
        }
        socket.connect(sessions.open(ticket, format, socket));
    }

    /** Whether a reader takes streams; the header may be anything. */
    static boolean accepts(String header) {
        return Stream.of(header.split(","))
                .map(range -> range.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .anyMatch(ACCEPTABLE::contains);
    }
}
