package org.herald.transport.engineio;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.herald.hub.CloseCode;
import org.herald.hub.Frame;
import org.herald.session.Socket;

/** A WebSocket that notes what it is told; writes end at once, or by hand. */
final class FakeSocket implements Socket {

    private final List<String> written = new ArrayList<>();
    private final Deque<Consumer<Throwable>> underWay = new ArrayDeque<>();
    private boolean byHand;
    private int most = 1;
    private CloseCode closed;
    private boolean cutOff;
    private RuntimeException fault;

    FakeSocket byHand() {
        byHand = true;
        return this;
    }

    /** Every write throws it, until it is null. */
    void failing(RuntimeException thrown) {
        fault = thrown;
    }

    FakeSocket taking(int frames) {
        most = frames;
        return this;
    }

    @Override
    public int most() {
        return most;
    }

    @Override
    public void write(List<Frame> frames, Consumer<Throwable> done) {
        if (fault != null) {
            throw fault;
        }
        if (!underWay.isEmpty() || frames.size() > most) {
            throw new IllegalStateException("one write at a time, of at most " + most);
        }
        frames.forEach(frame -> written.add(frame.isBinary() ? "binary " + frame.size() : frame.text()));
        if (byHand) {
            underWay.add(done);
        } else {
            done.accept(null);
        }
    }

    /** The write under way ends. */
    void complete(Throwable failure) {
        underWay.remove().accept(failure);
    }

    @Override
    public void ping(byte[] payload) {
        throw new UnsupportedOperationException("Engine.IO has pings of its own");
    }

    @Override
    public void close(CloseCode code, String reason) {
        closed = code;
    }

    @Override
    public void cutOff() {
        cutOff = true;
    }

    boolean isCutOff() {
        return cutOff;
    }

    List<String> written() {
        return written;
    }

    /** Null while it is open. */
    CloseCode closed() {
        return closed;
    }
}
