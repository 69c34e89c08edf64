package org.herald.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.herald.hub.Frame;
import org.herald.hub.HubListener;

/**
 * What one connection has yet to be told: bounded in frames and bytes, handed to the container one write at a time.
 *
 * <p>When it is full, frames of volatile events make room: first the oldest of the same kind, for a frame that must be
 * kept any of them. A frame that must be kept and finds no room is an overflow, and the end of the connection.
 *
 * <p>Safe for use by any thread; all state is guarded by {@code queue}, and nothing foreign is called under it.
 */
final class Outbox {

    private final Socket socket;
    private final OutboxLimits limits;
    private final LongSupplier ticker;
    private final HubListener listener;
    private final Deque<Entry> queue = new ArrayDeque<>();
    private final Consumer<Throwable> broken;
    private final Load load = new Load();

    /**
     * @param ticker nanoseconds that only grow
     * @param broken is told when a write failed
     */
    Outbox(Socket socket, OutboxLimits limits, LongSupplier ticker, HubListener listener, Consumer<Throwable> broken) {
        this.socket = socket;
        this.limits = limits;
        this.ticker = ticker;
        this.listener = listener;
        this.broken = broken;
    }

    /**
     * Puts in a frame that must be kept.
     *
     * @return false: there is no room, and the connection has to end
     */
    boolean offer(Frame frame) {
        return put(new Entry(frame, null));
    }

    /** Puts in a frame that may be dropped when there is no room; {@code kind} is what it is dropped in favour of. */
    void offerVolatile(Frame frame, Object kind) {
        put(new Entry(frame, kind));
    }

    /**
     * Waits until at most half of the outbox is taken.
     *
     * @return false when that is so already, and {@code action} will not run; otherwise it runs after some write
     */
    boolean waitForRoom(Runnable action) {
        synchronized (queue) {
            if (load.closed || roomy()) {
                return false;
            }
            load.waiting.add(action);
            return true;
        }
    }

    /** Takes nothing more, and runs {@code then} when everything is written. */
    void finish(Runnable then) {
        synchronized (queue) {
            load.closed = true;
            if (load.writing) {
                load.last = then;
                return;
            }
        }
        then.run();
    }

    /** Takes nothing more and drops what was not handed to the container yet. */
    void discard() {
        synchronized (queue) {
            load.closed = true;
            load.waiting.clear();
            queue.clear();
        }
    }

    /** How long the write under way has been taking, in nanoseconds; 0 when there is none. */
    long writingFor() {
        synchronized (queue) {
            return load.writing ? ticker.getAsLong() - load.writingSince : 0;
        }
    }

    /** The bytes that have yet to be written. */
    int bytes() {
        synchronized (queue) {
            return load.bytes;
        }
    }

    /** The most bytes it has held. */
    int highWater() {
        synchronized (queue) {
            return load.highWater;
        }
    }

    private boolean put(Entry entry) {
        int dropped;
        boolean taken;
        boolean idle;
        synchronized (queue) {
            if (load.closed) {
                return true;
            }
            dropped = makeRoom(entry);
            taken = fits(entry);
            idle = taken && !load.writing;
            if (taken) {
                queue.add(entry);
                load.grow(entry);
            } else if (entry.droppable()) {
                dropped++;
            }
            if (idle) {
                load.writingSince = ticker.getAsLong();
                load.writing = true;
            }
        }
        for (int i = 0; i < dropped; i++) {
            listener.dropped();
        }
        if (idle) {
            pump();
        }
        return taken || entry.droppable();
    }

    private boolean fits(Entry entry) {
        return load.frames == 0
                || load.frames < limits.messages() && (long) load.bytes + entry.frame.size() <= limits.bytes();
    }

    /** How many frames had to go. */
    private int makeRoom(Entry entry) {
        int dropped = 0;
        if (entry.droppable() && entry.frame.size() > limits.bytes()) {
            return dropped; // nothing would make room for it
        }
        for (Iterator<Entry> it = queue.iterator(); load.droppable > 0 && it.hasNext() && !fits(entry); ) {
            Entry old = it.next();
            if (old.droppable() && (!entry.droppable() || entry.kind.equals(old.kind))) {
                it.remove();
                load.shrink(old.frame.size());
                load.droppable--;
                dropped++;
            }
        }
        return dropped;
    }

    private boolean roomy() {
        return load.frames <= limits.messages() / 2 && load.bytes <= limits.bytes() / 2;
    }

    /** Writes until the container takes its time, or nothing is left. Only the one who set {@code writing} is here. */
    private void pump() {
        while (true) {
            Frame next = next();
            if (next == null) {
                return;
            }
            Write write = new Write(next);
            try {
                socket.write(next, write);
            } catch (RuntimeException failure) {
                write.accept(failure);
            }
            listener.sent(next.size());
            if (!write.doneBeforeReturn()) {
                return;
            }
        }
    }

    private Frame next() {
        Runnable last;
        synchronized (queue) {
            Entry entry = queue.poll();
            if (entry != null) {
                load.droppable -= entry.droppable() ? 1 : 0;
                load.writingSince = ticker.getAsLong();
                return entry.frame;
            }
            load.writing = false;
            last = load.last;
            load.last = null;
        }
        if (last != null) {
            last.run();
        }
        return null;
    }

    private void written(Frame frame) {
        List<Runnable> served = List.of();
        synchronized (queue) {
            load.shrink(frame.size());
            if (!load.waiting.isEmpty() && roomy()) {
                served = List.copyOf(load.waiting);
                load.waiting.clear();
            }
        }
        served.forEach(Runnable::run);
    }

    /** @param kind null: must be kept */
    private record Entry(Frame frame, Object kind) {
        private boolean droppable() {
            return kind != null;
        }
    }

    /** One write under way: whoever comes second, its end or the return of the call that began it, goes on. */
    private final class Write implements Consumer<Throwable> {
        private final Frame frame;
        private boolean done;
        private boolean passed;

        private Write(Frame frame) {
            this.frame = frame;
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
            written(frame);
            if (pass()) {
                pump();
            }
        }

        private synchronized boolean isNews() {
            boolean news = !done;
            done = true;
            return news;
        }

        private boolean doneBeforeReturn() {
            return pass();
        }

        /** False for the first who comes, true for the second. */
        private synchronized boolean pass() {
            boolean second = passed;
            passed = true;
            return second;
        }
    }

    /** How full it is and what it is about to do. */
    private static final class Load {
        private final List<Runnable> waiting = new ArrayList<>();
        private int frames;
        private int bytes;
        private int droppable;
        private int highWater;
        private long writingSince;
        private boolean writing;
        private boolean closed;
        private Runnable last;

        private void grow(Entry entry) {
            frames++;
            bytes += entry.frame.size();
            droppable += entry.droppable() ? 1 : 0;
            highWater = Math.max(highWater, bytes);
        }

        private void shrink(int size) {
            frames--;
            bytes -= size;
        }
    }
}
