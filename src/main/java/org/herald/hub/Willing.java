package org.herald.hub;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Has another run what it is given, or does it itself, on the thread that asks, where the other takes nothing any more: as
 * at the end of the node, when whoever waits for an answer is still to have one. Safe for use by any thread.
 */
public record Willing(Executor other) implements Executor {

    @Override
    public void execute(Runnable task) {
        try {
            other.execute(task);
        } catch (RejectedExecutionException stopping) {
            task.run();
        }
    }
}
