package org.herald.transport.http.sse;

import jakarta.servlet.AsyncContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.herald.hub.CloseCode;
import org.herald.hub.Frame;
import org.herald.hub.Timers;
import org.herald.protocol.Cursor;
import org.herald.protocol.EventStream;
import org.herald.session.Line;
import org.herald.session.Socket;
import org.herald.transport.http.Outflow;

/**
 * The container's end of one stream. What a WebSocket's pong tells is not to be had here: that the container takes what is
 * written, a comment at least, is all that tells that somebody reads. So a reader who vanished without a word is noticed
 * when TCP gives up, and one who does not read when nothing more is taken.
 */
final class StreamSocket implements Socket {

    /** Proxies cut off what is silent for half a minute, and HTTP/2 on Payara does too. */
    private static final Duration COMMENT_EVERY = Duration.ofSeconds(15);

    /** How long the last words may take. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** Readers who are cut off all at once come back one by one, within this many milliseconds. */
    private static final long SOONEST = 1000;

    private static final long LATEST = 5000;

    private static final int MOST_FRAMES = 64;

    private final EventStream format;
    private final Timers timers;
    private final Outflow outflow;
    private final CompletableFuture<Line> line = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    /** What an {@code id:} line takes: the rooms stay the same, and their numbers hardly grow. 0 before the first. */
    private final AtomicInteger idBytes = new AtomicInteger();

    /** Changed by one write at a time. */
    private volatile Cursor cursor = Cursor.EMPTY;

    private StreamSocket(AsyncContext context, EventStream format, Timers timers) throws IOException {
        this.format = format;
        this.timers = timers;
        this.outflow = Outflow.of(context, this::broke);
    }

    static StreamSocket over(AsyncContext context, EventStream format, Timers timers) throws IOException {
        StreamSocket socket = new StreamSocket(context, format, timers);
        byte[] opening = format.opening(ThreadLocalRandom.current().nextLong(SOONEST, LATEST));
        socket.outflow.write(opening, failure -> {});
        return socket;
    }

    private void broke() {
        line.thenAccept(known -> known.closed(Line.ABNORMAL, "the stream broke"));
        ended.complete(null);
    }

    /** From here on it is told how the stream fares. */
    void connect(Line opened) {
        line.complete(opened);
    }

    @Override
    public int most() {
        return MOST_FRAMES;
    }

    @Override
    public void write(List<Frame> frames, Consumer<Throwable> done) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Frame frame : frames) {
            if (!frame.marks().isEmpty()) {
                cursor = cursor.with(frame.marks());
                bytes.writeBytes(format.id(cursor));
            }
            bytes.writeBytes(frame.bytes());
        }
        outflow.write(bytes.toByteArray(), taken(done));
    }

    @Override
    public int beside(Frame frame) {
        if (frame.marks().isEmpty()) {
            return 0;
        }
        if (idBytes.get() == 0) {
            idBytes.compareAndSet(0, format.id(Cursor.EMPTY.with(frame.marks())).length);
        }
        return idBytes.get();
    }

    private Consumer<Throwable> taken(Consumer<Throwable> done) {
        return failure -> {
            if (failure == null) {
                line.thenAccept(Line::alive);
            }
            done.accept(failure);
        };
    }

    /** What is written anyway does as well. */
    @Override
    public void ping(byte[] payload) {
        if (outflow.isIdle()) {
            outflow.write(format.comment(), taken(failure -> {}));
        }
    }

    @Override
    public Duration pingEvery(Duration usual) {
        return usual.compareTo(COMMENT_EVERY) < 0 ? usual : COMMENT_EVERY;
    }

    @Override
    public String transport() {
        return "sse";
    }

    /** With last words, if they are taken; not for long. */
    @Override
    public void close(CloseCode code, String reason) {
        Timers.Timer patience = timers.after(PATIENCE, outflow::abort);
        outflow.write(format.closed(code, reason), failure -> patience.cancel());
        outflow.end();
    }

    /** What the server has taken it keeps for a reader who does not read it, also when the stream has ended. */
    @Override
    public void cutOff() {
        outflow.cutOff();
    }

    /** A stream that was left open would keep the whole application in memory after its end. */
    @Override
    public CompletionStage<Void> ended() {
        return ended;
    }
}
