package org.herald.transport.engineio;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.herald.hub.Frame;
import org.herald.session.Socket;

/**
 * What waits to be carried to the client, by the answer to a poll or by a WebSocket. How much that is, is bounded by those who
 * hand it in, where each waits until what it handed in before is out; what nobody waits for is bounded here.
 *
 * <p>Safe for use by any thread; its state is guarded by {@code items}, and nothing foreign is called under it.
 */
final class Outgoing {

    /** Bytes that one answer or write takes, but for its first packet. */
    private static final int WRITE_SIZE = 262_144;

    private static final Consumer<Throwable> NOBODY = failure -> {};

    private final Deque<Item> items = new ArrayDeque<>(4);
    private final Unawaited unawaited = new Unawaited();
    private Answer poll;
    private Socket socket;
    private boolean writing;
    private boolean over;

    /** Null: none. Run when nothing waits any more. */
    private Runnable last;

    /** @param done for the last packet of what was handed in together; otherwise {@link #NOBODY} */
    private record Item(Frame frame, Consumer<Throwable> done, boolean awaited) {}

    /**
     * Hands in packets that follow each other.
     *
     * @param done is called once, with why it failed or null
     */
    void write(List<Frame> packets, Consumer<Throwable> done) {
        boolean late;
        synchronized (items) {
            late = over;
            for (int i = 0; !late && i < packets.size(); i++) {
                items.add(new Item(packets.get(i), i == packets.size() - 1 ? done : NOBODY, true));
            }
        }
        if (late) {
            done.accept(ended());
        } else {
            drive();
        }
    }

    /** Hands in packets that nobody waits for. @return false: too many of those wait already, and they were not taken */
    boolean tell(List<Frame> packets) {
        synchronized (items) {
            if (over) {
                return true;
            }
            if (!unawaited.add(packets)) {
                return false;
            }
            packets.forEach(packet -> items.add(new Item(packet, NOBODY, false)));
        }
        drive();
        return true;
    }

    /** Takes a poll, to be answered when there is something. @return false when there is one already */
    boolean poll(Answer answer) {
        synchronized (items) {
            if (poll != null) {
                return false;
            }
            poll = answer;
        }
        drive();
        return true;
    }

    /** The poll that waits, which is not answered here any more; null: none. */
    Answer takePoll() {
        synchronized (items) {
            Answer taken = poll;
            poll = null;
            return taken;
        }
    }

    /** That poll is not there any more; harmless when it was answered. */
    void drop(Answer answer) {
        synchronized (items) {
            if (poll == answer) {
                poll = null;
            }
        }
    }

    /** From here on everything goes by a WebSocket on which nothing is being written. */
    void goOnBy(Socket carrier) {
        synchronized (items) {
            socket = carrier;
        }
        drive();
    }

    /** How many packets are carried at a time. */
    int most() {
        synchronized (items) {
            return socket == null ? Integer.MAX_VALUE : socket.most();
        }
    }

    /** @return false: there is no thread that writes best, and it will not run */
    boolean runSoon(Runnable task) {
        Socket carrier;
        synchronized (items) {
            carrier = socket;
        }
        return carrier != null && carrier.runSoon(task);
    }

    /** Runs {@code then} when everything is out; at once when it is. */
    void finish(Runnable then) {
        synchronized (items) {
            if (writing || !items.isEmpty()) {
                last = then;
                return;
            }
        }
        then.run();
    }

    /** Nothing more is carried. */
    void end() {
        List<Item> left;
        synchronized (items) {
            over = true;
            left = List.copyOf(items);
            items.clear();
            last = null;
        }
        IOException ended = ended();
        left.forEach(item -> item.done.accept(ended));
    }

    private void drive() {
        boolean again = true;
        while (again) {
            Write write = next();
            again = write != null && write.begin();
        }
    }

    private Write next() {
        synchronized (items) {
            boolean carried = socket == null ? poll != null : !writing;
            if (!carried || items.isEmpty()) {
                return null;
            }
            Answer answer = socket == null ? poll : null;
            poll = socket == null ? null : poll;
            writing = true;
            return new Write(take(socket == null ? Integer.MAX_VALUE : socket.most()), answer, socket);
        }
    }

    private List<Item> take(int most) {
        List<Item> taken = new ArrayList<>();
        int left = WRITE_SIZE;
        while (!items.isEmpty()
                && taken.size() < most
                && (taken.isEmpty() || items.peek().frame.size() <= left)) {
            left -= items.peek().frame.size();
            taken.add(items.remove());
        }
        return taken;
    }

    private void written(List<Item> taken) {
        Runnable then = null;
        synchronized (items) {
            writing = false;
            taken.stream().filter(item -> !item.awaited).forEach(item -> unawaited.remove(item.frame));
            if (items.isEmpty()) {
                then = last;
                last = null;
            }
        }
        if (then != null) {
            then.run();
        }
    }

    private static IOException ended() {
        return new IOException("the session has ended");
    }

    /** One write under way: whoever comes second, its end or the return of the call that began it, goes on. */
    private final class Write implements Consumer<Throwable> {
        private final List<Item> taken;
        private final Answer answer;
        private final Socket carrier;
        private final AtomicBoolean ended = new AtomicBoolean();
        private boolean passed;

        private Write(List<Item> taken, Answer answer, Socket carrier) {
            this.taken = taken;
            this.answer = answer;
            this.carrier = carrier;
        }

        /** @return whether it is over already, and the next may begin */
        private boolean begin() {
            List<Frame> frames = taken.stream().map(Item::frame).toList();
            try {
                if (answer != null) {
                    answer.packets(frames, this);
                } else {
                    carrier.write(frames, this);
                }
            } catch (RuntimeException fault) {
                accept(fault); // whoever waits for it would wait for ever
            }
            return pass();
        }

        @Override
        public void accept(Throwable failure) {
            if (!ended.compareAndSet(false, true)) {
                return;
            }
            written(taken);
            taken.forEach(item -> item.done.accept(failure));
            if (pass()) {
                drive();
            }
        }

        /** False for the first who comes, true for the second. */
        private synchronized boolean pass() {
            boolean second = passed;
            passed = true;
            return second;
        }
    }
}
