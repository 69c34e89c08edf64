package org.herald.transport.http.poll;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.herald.hub.CloseCode;
import org.herald.hub.Frame;
import org.herald.hub.Timers;
import org.herald.protocol.Cursor;
import org.herald.session.Line;
import org.herald.session.Socket;

/**
 * A connection that lasts until there is something to tell. What comes after the answer is made is not taken any more: the
 * cursor does not cover it, and the next poll brings it.
 *
 * <p>Safe for use by any thread; its state is guarded by {@code this}, and nothing foreign is called under it.
 */
final class PollSocket implements Socket {

    /** What one answer takes at most, but for the last event. */
    private static final int MAX_EVENTS = 1000;

    private static final int MAX_BYTES = 1 << 20;

    /**
     * How long what was missed may take to come, when it is known where the rooms are. Without it a client that does not
     * wait would be answered before, each time, and never hear of it.
     */
    static final Duration CATCH_UP = Duration.ofMillis(100);

    private final Timers timers;
    private final CompletableFuture<Line> line = new CompletableFuture<>();
    private final CompletableFuture<Timers.Timer> timer = new CompletableFuture<>();
    private final CompletableFuture<Void> caughtUp = new CompletableFuture<>();
    private final Tale tale;
    private PollAnswer answer;

    /** @param cursor what the client has seen */
    PollSocket(Cursor cursor, Timers timers) {
        this.timers = timers;
        this.tale = new Tale(cursor);
    }

    /** To be called first. */
    synchronized void answerBy(PollAnswer way) {
        answer = way;
    }

    void connect(Line opened) {
        line.complete(opened);
    }

    /** Tells what there is after this time, unless that was done before. */
    void until(Duration wait) {
        timer.complete(timers.after(wait, () -> caughtUp.thenRun(this::answer)));
    }

    @Override
    public int most() {
        return 1;
    }

    @Override
    public void write(List<Frame> frames, Consumer<Throwable> done) {
        Frame frame = frames.get(0);
        boolean greeting = isGreeting(frame);
        boolean first;
        boolean full;
        synchronized (this) {
            if (tale.answered) {
                return;
            }
            first = tale.add(frame, greeting);
            full = tale.isFull();
        }
        if (greeting) {
            timers.after(CATCH_UP, () -> caughtUp.complete(null));
        }
        if (first) {
            answer.soon(this::answer); // with what comes along until then
        }
        if (!full) {
            done.accept(null);
        }
    }

    /** It says where all rooms are, and nothing else. What the client's cursor had of others is not needed any more. */
    private static boolean isGreeting(Frame frame) {
        return frame.size() == 0 && !frame.marks().isEmpty();
    }

    /** Tells what there is. Harmless when that was done. */
    void answer() {
        List<String> told = take();
        if (told != null) {
            leave();
            answer.events(told, tale.cursor);
        }
    }

    /** The client has gone, or was answered. */
    void broken() {
        if (take() != null) {
            leave();
        }
    }

    /** There is nothing to wait for any more. */
    @Override
    public void close(CloseCode code, String reason) {
        List<String> told = take();
        if (told == null) {
            return;
        }
        leave();
        if (told.isEmpty() && code != CloseCode.RESTART && code != CloseCode.TOO_SLOW) {
            answer.closed(code, reason);
        } else {
            answer.events(told, tale.cursor);
        }
    }

    /** That the wait is not over is all that tells that somebody is there. */
    @Override
    public void ping(byte[] payload) {
        line.thenAccept(Line::alive);
    }

    @Override
    public String transport() {
        return "poll";
    }

    @Override
    public boolean isFleeting() {
        return true;
    }

    /** The events; null when somebody has taken them before. From then on nothing changes. */
    private synchronized List<String> take() {
        if (tale.answered) {
            return null;
        }
        tale.answered = true;
        return tale.events;
    }

    /** Gives everything back before the client can come again. */
    private void leave() {
        timer.thenAccept(Timers.Timer::cancel);
        line.thenAccept(known -> known.closed(CloseCode.NORMAL.code(), "answered"));
    }

    /** What is to be told. */
    private static final class Tale {
        private final List<String> events = new ArrayList<>();
        private Cursor cursor;
        private int bytes;
        private boolean answered;

        private Tale(Cursor cursor) {
            this.cursor = cursor;
        }

        /** Whether it is the first event. */
        private boolean add(Frame frame, boolean greeting) {
            cursor = greeting ? Cursor.EMPTY.with(frame.marks()) : cursor.with(frame.marks());
            if (frame.size() == 0) {
                return false;
            }
            events.add(frame.text());
            bytes += frame.size();
            return events.size() == 1;
        }

        private boolean isFull() {
            return events.size() >= MAX_EVENTS || bytes >= MAX_BYTES;
        }
    }
}
