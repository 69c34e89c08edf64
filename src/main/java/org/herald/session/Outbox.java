package org.herald.session;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.herald.hub.Frame;

/**
 * What one connection has yet to be told: bounded in frames and bytes, handed to the container one write at a time, as many
 * frames in a write as wait and it can take. A frame that must be kept and finds no room is an overflow, and the end of the
 * connection; {@link Backlog} says what makes room.
 *
 * <p>Safe for use by any thread; all state is guarded by {@code backlog}, and nothing foreign is called under it.
 */
final class Outbox {

    /** Bytes that one write takes, but for its first frame. */
    private static final int WRITE_SIZE = 65_536;

    /** After so many writes without a pause others get their turn. */
    private static final int TURN = 4;

    private static final Runnable NOTHING = () -> {};

    private final Socket socket;
    private final OutboxParts parts;
    private final Consumer<Throwable> broken;
    private final Backlog backlog;
    private final Course course = new Course();

    /** @param broken is told when a write failed */
    Outbox(Socket socket, OutboxLimits limits, OutboxParts parts, Consumer<Throwable> broken) {
        this.socket = socket;
        this.backlog = new Backlog(limits, this::size);
        this.parts = parts;
        this.broken = broken;
    }

    /**
     * Puts in a frame for this connection alone; the calling thread begins to write it, if nothing is before it.
     *
     * @return false: it must be kept and there is no room; the connection has to end
     */
    boolean offer(Frame frame) {
        return put(frame, false, NOTHING);
    }

    /**
     * The same, but {@code meanwhile} is run before it is written: what that lets through comes after the frame, and
     * before anything the other side may say to it.
     */
    boolean offer(Frame frame, Runnable meanwhile) {
        return put(frame, false, meanwhile);
    }

    /**
     * Puts in a frame that others get too. It is written in the connection's lane or by its socket's own thread, in one write with what else is there by
     * then, so that the calling thread has time for the others.
     *
     * @return as {@link #offer}
     */
    boolean offerShared(Frame frame) {
        return put(frame, true, NOTHING);
    }

    /**
     * Waits until at most half of the outbox is taken.
     *
     * @return false when that is so already, and {@code action} will not run; otherwise it runs after some write
     */
    boolean waitForRoom(Runnable action) {
        synchronized (backlog) {
            if (course.closed || backlog.isRoomy()) {
                return false;
            }
            course.waiting.add(action);
            return true;
        }
    }

    /** Takes nothing more, and runs {@code then} when everything is written. */
    void finish(Runnable then) {
        synchronized (backlog) {
            course.closed = true;
            if (course.writing) {
                course.last = then;
                return;
            }
        }
        then.run();
    }

    /** Takes nothing more and drops what was not handed to the container yet. */
    void discard() {
        synchronized (backlog) {
            course.closed = true;
            course.waiting.clear();
            backlog.clear();
        }
    }

    /** How long the write under way has been taking, in nanoseconds; 0 when there is none. */
    long writingFor() {
        synchronized (backlog) {
            return course.writing ? parts.ticker().getAsLong() - course.writingSince : 0;
        }
    }

    /** What has yet to be written, what is under way included. */
    Held held() {
        synchronized (backlog) {
            return new Held(backlog.frames(), backlog.bytes());
        }
    }

    /** The most bytes it has held. */
    int highWater() {
        synchronized (backlog) {
            return backlog.highWater();
        }
    }

    private boolean put(Frame frame, boolean shared, Runnable meanwhile) {
        int dropped;
        boolean taken;
        boolean first;
        synchronized (backlog) {
            if (course.closed) {
                return true;
            }
            dropped = backlog.makeRoom(frame);
            taken = backlog.add(frame);
            first = taken && !course.writing;
            if (first) {
                course.writingSince = parts.ticker().getAsLong();
                course.writing = true;
            }
        }
        if (!taken && frame.isDroppable()) {
            dropped++;
        }
        for (int i = 0; i < dropped; i++) {
            parts.listener().dropped();
        }
        meanwhile.run();
        if (first) {
            begin(shared);
        }
        return taken || frame.isDroppable();
    }

    private void begin(boolean inLane) {
        if (!inLane) {
            pump();
        } else if (!socket.runSoon(this::pump)) {
            parts.lane().insist(this::pump);
            parts.lane().wake();
        }
    }

    /** Writes until the container takes its time, or nothing is left. Only the one who set {@code writing} is here. */
    private void pump() {
        for (int turn = 0; turn < TURN; turn++) {
            Write write = next();
            if (write == null) {
                return;
            }
            try {
                socket.write(write.frames, write);
            } catch (RuntimeException failure) {
                write.accept(failure);
            }
            for (Frame frame : write.frames) {
                parts.listener().sent(size(frame));
            }
            if (!write.isOver()) {
                return;
            }
        }
        begin(true);
    }

    private Write next() {
        Runnable last;
        synchronized (backlog) {
            if (!backlog.isEmpty()) {
                course.writingSince = parts.ticker().getAsLong();
                return new Write(backlog.take(socket.most(), WRITE_SIZE));
            }
            course.writing = false;
            last = course.last;
            course.last = null;
        }
        if (last != null) {
            last.run();
        }
        return null;
    }

    private void written(List<Frame> frames) {
        int bytes = 0;
        for (Frame frame : frames) {
            bytes += size(frame);
        }
        List<Runnable> served = List.of();
        synchronized (backlog) {
            backlog.written(frames.size(), bytes);
            if (!course.waiting.isEmpty() && backlog.isRoomy()) {
                served = List.copyOf(course.waiting);
                course.waiting.clear();
            }
        }
        served.forEach(Runnable::run);
    }

    private int size(Frame frame) {
        return frame.size() + socket.beside(frame);
    }

    /** Frames, and their bytes. */
    record Held(int frames, int bytes) {}

    /** One write under way: whoever comes second, its end or the return of the call that began it, goes on. */
    private final class Write implements Consumer<Throwable> {
        private final List<Frame> frames;
        private boolean done;
        private boolean passed;

        private Write(List<Frame> frames) {
            this.frames = frames;
        }

        /** What a socket says first counts: one that has failed may say so twice. */
        @Override
        public void accept(Throwable failure) {
            if (!isNews()) {
                return;
            }
            if (failure != null) {
                discard();
                broken.accept(failure);
            }
            try {
                written(frames);
            } finally {
                if (pass()) {
                    pump();
                }
            }
        }

        /** The call has returned: whether the write had ended before. */
        private boolean isOver() {
            return pass();
        }

        private synchronized boolean isNews() {
            boolean news = !done;
            done = true;
            return news;
        }

        /** False for the first who comes, true for the second. */
        private synchronized boolean pass() {
            boolean second = passed;
            passed = true;
            return second;
        }
    }

    /** What it is doing, and what comes of it. */
    private static final class Course {
        private final List<Runnable> waiting = new ArrayList<>(0);
        private long writingSince;
        private boolean writing;
        private boolean closed;
        private Runnable last;
    }
}
