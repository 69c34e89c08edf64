package org.herald.transport.http.poll;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.herald.hub.CloseCode;
import org.herald.hub.Refused;
import org.herald.protocol.Beginning;
import org.herald.protocol.Cursor;
import org.herald.protocol.EventList;
import org.herald.transport.http.Outflow;
import org.herald.transport.http.Problem;

/** The answer to one poll. One of its methods is called, once; by any thread, and without waiting for the reader. */
final class PollAnswer {

    private static final Logger LOG = System.getLogger("org.herald.http");

    private final AsyncContext context;
    private final EventList format;
    private final Outflow outflow;

    /** @param gone is called when it has ended, in whatever way */
    PollAnswer(AsyncContext context, EventList format, Runnable gone) throws IOException {
        this.context = context;
        this.format = format;
        this.outflow = Outflow.of(context, gone);
    }

    /** Runs something on a thread of the container. */
    void soon(Runnable task) {
        context.start(task);
    }

    /** @param cursor after the last of the events */
    void events(List<String> envelopes, Cursor cursor) {
        json(format.answer(envelopes, cursor));
    }

    /** Where the rooms are, or why that cannot be told. */
    void beginning(Beginning beginning, Throwable failure) {
        if (failure == null) {
            json(format.answer(beginning));
            return;
        }
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof Refused refused) {
            problem(Problem.of(refused));
        } else {
            LOG.log(Level.ERROR, "fault in a poll", cause);
            problem(Problem.internal());
        }
    }

    /** The connection was ended before anything had happened. */
    void closed(CloseCode code, String reason) {
        problem(Problem.of(code, reason));
    }

    private void json(String answer) {
        response().setHeader("Cache-Control", "no-store");
        write("application/json", answer);
    }

    private void problem(Problem problem) {
        problem.headers().forEach(response()::setHeader);
        response().setStatus(problem.statusCode());
        write(Problem.MEDIA_TYPE, problem.json());
    }

    private void write(String type, String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        response().setContentType(type);
        response().setContentLength(bytes.length);
        outflow.write(bytes, failure -> {});
        outflow.end();
    }

    private HttpServletResponse response() {
        return (HttpServletResponse) context.getResponse();
    }
}
