package org.herald.hub;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Runs tasks one after the other, in the order they were put in, on a thread of an executor.
 *
 * <p>Putting in and waking are two steps: the first may be taken under a lock, the second runs foreign code.
 */
public final class Lane {

    private static final int BATCH = 256;

    /** After so many tasks other lanes get their turn on the executor's thread. */
    private static final int TURN = 4096;

    private static final Duration RETRY = Duration.ofMillis(100);

    private final int capacity;
    private final Executor executor;
    private final Timers timers;
    private final Consumer<Throwable> faults;

    /** What waits. Guarded by itself. */
    private final Queue<Runnable> queue = new ArrayDeque<>();

    /** Whether somebody drains the queue, or is about to. Written under the lock of {@code queue}. */
    private volatile boolean draining;

    public Lane(int capacity, Executor executor, Timers timers, Consumer<Throwable> faults) {
        this.capacity = capacity;
        this.executor = executor;
        this.timers = timers;
        this.faults = faults;
    }

    /**
     * Puts a task in, unless the lane is full. It runs after the next {@link #wake()}, maybe before.
     *
     * @return false when it is full
     */
    public boolean offer(Runnable task) {
        synchronized (queue) {
            return queue.size() < capacity && queue.add(task);
        }
    }

    /** Puts a task in, even when the lane is full: for the few that must not be lost. */
    public void insist(Runnable task) {
        synchronized (queue) {
            queue.add(task);
        }
    }

    /** Sees to it that what was put in is run. Not to be called under a lock. */
    public void wake() {
        if (draining) {
            return;
        }
        synchronized (queue) {
            if (draining || queue.isEmpty()) {
                return;
            }
            draining = true;
        }
        submit();
    }

    /** Runs here and now whatever is left. */
    public void flush() {
        for (List<Runnable> batch = take(); !batch.isEmpty(); batch = take()) {
            batch.forEach(this::run);
        }
    }

    private void submit() {
        try {
            executor.execute(this::drain);
        } catch (RejectedExecutionException e) {
            synchronized (queue) {
                draining = false;
            }
            faults.accept(e);
            timers.after(RETRY, this::wake);
        }
    }

    private void drain() {
        for (int ran = 0; ran < TURN; ) {
            List<Runnable> batch = take();
            if (batch.isEmpty()) {
                return;
            }
            batch.forEach(this::run);
            ran += batch.size();
        }
        submit();
    }

    /** The next tasks; none means that nobody drains any more. */
    private List<Runnable> take() {
        synchronized (queue) {
            int count = Math.min(queue.size(), BATCH);
            draining = count > 0;
            List<Runnable> batch = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                batch.add(queue.remove());
            }
            return batch;
        }
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) { // a lane that stops would silence its rooms
            faults.accept(e);
        }
    }
}
