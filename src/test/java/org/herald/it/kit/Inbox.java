package org.herald.it.kit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * All that one client received, in order. Nothing is ever taken out: waiting for an event finds it whether it is
 * still to come or was there before.
 *
 * <p>Safe for use by any thread.
 */
public final class Inbox {

    private static final Duration PATIENCE = WebSocketWire.PATIENCE;

    /** Guards itself. */
    private final List<Received> received = new ArrayList<>();

    /** Why nothing more will come; null while something may. Guarded by {@code received}. */
    private Ending ending;

    void add(Received one) {
        synchronized (received) {
            received.add(one);
            received.notifyAll();
        }
    }

    void end(Ending how) {
        synchronized (received) {
            ending = how;
            received.notifyAll();
        }
    }

    public List<Received> all() {
        synchronized (received) {
            return List.copyOf(received);
        }
    }

    public List<Received> all(Predicate<Received> wanted) {
        return all().stream().filter(wanted).toList();
    }

    /** All envelopes of that {@code event}. */
    public List<Received> all(String event) {
        return all(one -> one.is(event));
    }

    /** The first envelope of that {@code event}. */
    public Received await(String event) {
        return await(one -> one.is(event), PATIENCE);
    }

    public Received await(Predicate<Received> wanted) {
        return await(wanted, PATIENCE);
    }

    /**
     * The first of all received that is wanted, as soon as there is one.
     *
     * @throws AssertionError when the time is over, or the connection
     */
    public Received await(Predicate<Received> wanted, Duration patience) {
        return await(1, wanted, patience).get(0);
    }

    public List<Received> await(int count, String event) {
        return await(count, one -> one.is(event), PATIENCE);
    }

    /** The first {@code count} of all received that are wanted, as soon as there are so many. */
    public List<Received> await(int count, Predicate<Received> wanted, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        List<Received> found = new ArrayList<>(count);
        int looked = 0;
        synchronized (received) {
            while (true) {
                for (; looked < received.size() && found.size() < count; looked++) {
                    if (wanted.test(received.get(looked))) {
                        found.add(received.get(looked));
                    }
                }
                if (found.size() == count) {
                    return found;
                }
                awaitMore(end, found.size() + " of " + count);
            }
        }
    }

    private void awaitMore(long end, String progress) {
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0 || ending != null) {
            throw new AssertionError("Only " + progress + " came before "
                    + (ending == null ? "the time was over" : "the connection ended with " + ending)
                    + ". Received, newest last: " + newest());
        }
        try {
            received.wait(left);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }

    private String newest() {
        int size = received.size();
        List<Received> newest = received.subList(Math.max(0, size - 20), size);
        return (size > newest.size() ? (size - newest.size()) + " others, " : "") + newest;
    }
}
