package org.herald.broker.redis;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What one thread has to do, in the order it came. Whoever reads from Redis waits while it is full, so that Redis
 * holds back or gives up on us, and nothing is lost unnoticed; all others never wait. Safe for use by any thread.
 */
final class Mailbox {

    private static final int BATCH = 256;

    private final int capacity;
    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** All guarded by {@code lock}. */
    private final Queue<Runnable> tasks = new ArrayDeque<>();

    private boolean closed;

    Mailbox(int capacity) {
        this.capacity = capacity;
    }

    /** Puts a task in, waiting for a place; does nothing once it is closed. */
    void put(Runnable task) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed && tasks.size() >= capacity) {
                changed.await();
            }
            add(task);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Puts a task in even when it is full: for what there is only so much of.
     *
     * @return false when it is closed
     */
    boolean post(Runnable task) {
        lock.lock();
        try {
            return add(task);
        } finally {
            lock.unlock();
        }
    }

    /** The next tasks; after a while without any, an empty list; null once it is closed and nothing is left. */
    List<Runnable> take(long millis) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (tasks.isEmpty() && !closed) {
                changed.await(millis, TimeUnit.MILLISECONDS);
            }
            if (closed && tasks.isEmpty()) {
                return null;
            }
            List<Runnable> batch = new ArrayList<>(Math.min(BATCH, tasks.size()));
            while (batch.size() < BATCH && !tasks.isEmpty()) {
                batch.add(tasks.remove());
            }
            changed.signalAll();
            return batch;
        } finally {
            lock.unlock();
        }
    }

    /** From here on nothing is taken. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean add(Runnable task) {
        if (closed) {
            return false;
        }
        tasks.add(task);
        changed.signalAll();
        return true;
    }
}
