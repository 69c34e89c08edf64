package org.herald.transport.engineio;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.herald.hub.Frame;
import org.herald.transport.http.Outflow;

/** The answer to one poll over HTTP. */
final class PollResponse implements Answer {

    static final String TEXT = "text/plain";
    static final String JSON = "application/json";

    private final AsyncContext context;
    private final Outflow outflow;
    private final Thread asking = Thread.currentThread();

    private PollResponse(AsyncContext context, Outflow outflow) {
        this.context = context;
        this.outflow = outflow;
    }

    /** The session is given the answer. @param patience how long it has for it */
    static void begin(HttpServletRequest request, EngineSession session, Duration patience) throws IOException {
        AsyncContext context = request.startAsync();
        context.setTimeout(patience.toMillis());
        PollResponse[] made = new PollResponse[1];
        Outflow outflow = Outflow.of(context, () -> session.gone(made[0]));
        made[0] = new PollResponse(context, outflow);
        session.poll(made[0]);
    }

    @Override
    public void packets(List<Frame> packets, Consumer<Throwable> done) {
        soon(() -> write(HttpServletResponse.SC_OK, TEXT, Payload.write(packets), done));
    }

    @Override
    public void refuse(EngineError error) {
        soon(() -> write(error.status(), JSON, error.json(), failure -> {}));
    }

    /** Never by the thread that asks: the container has to know first that the answer comes later. */
    private void soon(Runnable task) {
        if (Thread.currentThread() == asking) {
            context.start(task);
        } else {
            task.run();
        }
    }

    /** What goes with every answer. */
    static void head(HttpServletResponse response, int status, String type, int length) {
        response.setStatus(status);
        response.setContentType(type);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(length);
    }

    private void write(int status, String type, String body, Consumer<Throwable> done) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        head((HttpServletResponse) context.getResponse(), status, type, bytes.length);
        outflow.write(bytes, done);
        outflow.end();
    }
}
