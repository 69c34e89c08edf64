package org.herald.hub;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Runs what it was given when a test says so. For use by one thread. */
public final class HandExecutor implements Executor {

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private boolean rejects;

    @Override
    public void execute(Runnable task) {
        if (rejects) {
            throw new RejectedExecutionException("full");
        }
        tasks.add(task);
    }

    public void rejects(boolean now) {
        rejects = now;
    }

    /** How many tasks wait. */
    public int waiting() {
        return tasks.size();
    }

    public void runOne() {
        tasks.remove().run();
    }

    public void runAll() {
        while (!tasks.isEmpty()) {
            runOne();
        }
    }
}
