package org.herald.transport.http.poll;

import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.herald.auth.Query;
import org.herald.hub.Timers;
import org.herald.protocol.EventList;
import org.herald.protocol.Submissions;
import org.herald.session.Arrival;
import org.herald.session.Caller;
import org.herald.session.Sessions;
import org.herald.session.Ticket;
import org.herald.transport.http.HttpKnock;
import org.herald.transport.http.ListeningServlet;

/** Answers polls: at once where something was missed, or when something happens, or when the time is up. */
@WebServlet(urlPatterns = "/events/poll", asyncSupported = true)
public class PollServlet extends ListeningServlet {

    private static final long serialVersionUID = 1;

    /** Below the half minute after which proxies, and HTTP/2 on Payara, give up. */
    private static final int MAX_WAIT = 25_000;

    @Inject
    private transient Sessions sessions;

    @Inject
    private transient EventList format;

    @Inject
    private transient Timers timers;

    @Override
    protected void listen(HttpServletRequest request, HttpServletResponse response, Query query) throws IOException {
        Duration wait = Duration.ofMillis(query.one("waitMs")
                .map(text -> Submissions.number("waitMs", text, 0, MAX_WAIT))
                .orElse(MAX_WAIT));
        Arrival arrival = arrival(request, query);
        Caller caller = listeners().receive(HttpKnock.of(request), arrival);
        if (arrival.cursor() == null) {
            PollAnswer answer = begin(request, format, () -> {});
            listeners().beginning(caller, arrival).whenComplete(answer::beginning);
        } else {
            await(request, caller, arrival, wait);
        }
    }

    private void await(HttpServletRequest request, Caller caller, Arrival arrival, Duration wait) throws IOException {
        Ticket ticket = listeners().hold(caller, arrival);
        PollSocket socket = new PollSocket(arrival.cursor(), timers);
        try {
            socket.answerBy(begin(request, format, socket::broken));
        } catch (IOException | RuntimeException e) {
            ticket.release();
            throw e;
        }
        socket.connect(sessions.open(ticket, format, socket));
        socket.until(wait);
    }

    private static PollAnswer begin(HttpServletRequest request, EventList format, Runnable gone) throws IOException {
        AsyncContext context = request.startAsync();
        context.setTimeout(2L * MAX_WAIT);
        return new PollAnswer(context, format, gone);
    }
}
