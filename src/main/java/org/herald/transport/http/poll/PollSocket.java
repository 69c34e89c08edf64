package org.herald.transport.http.poll;

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

    private final CompletableFuture<Line> line = new CompletableFuture<>();
    private final CompletableFuture<Timers.Timer> timer = new CompletableFuture<>();
    private final List<String> events = new ArrayList<>();
    private PollAnswer answer;
    private Cursor cursor;
    private int bytes;
    private boolean answered;

    /** @param cursor what the client has seen */
    PollSocket(Cursor cursor) {
        this.cursor = cursor;
    }

    /** To be called first. */
    synchronized void answerBy(PollAnswer way) {
        answer = way;
    }

    void connect(Line opened) {
        line.complete(opened);
    }

    /** Is called off when the answer is made. */
    void until(Timers.Timer wait) {
        timer.complete(wait);
    }

    @Override
    public int most() {
        return 1;
    }

    @Override
    public void write(List<Frame> frames, Consumer<Throwable> done) {
        Frame frame = frames.get(0);
        boolean first;
        boolean full;
        synchronized (this) {
            if (answered) {
                return;
            }
            cursor = isGreeting(frame) ? Cursor.EMPTY.with(frame.marks()) : cursor.with(frame.marks());
            first = events.isEmpty() && frame.size() > 0;
            if (frame.size() > 0) {
                events.add(frame.text());
                bytes += frame.size();
            }
            full = events.size() >= MAX_EVENTS || bytes >= MAX_BYTES;
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
            answer.events(told, cursor);
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
            answer.events(told, cursor);
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
        if (answered) {
            return null;
        }
        answered = true;
        return events;
    }

    /** Gives everything back before the client can come again. */
    private void leave() {
        timer.thenAccept(Timers.Timer::cancel);
        line.thenAccept(known -> known.closed(CloseCode.NORMAL.code(), "answered"));
    }
}
