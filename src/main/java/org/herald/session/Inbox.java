package org.herald.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * The commands of one connection, begun one after the other: the next when the one before has settled, which most do at
 * once. How many may wait is bounded.
 *
 * <p>Safe for use by any thread; its state is guarded by {@code waiting}, and commands run outside of that.
 */
final class Inbox {

    private final Deque<Supplier<CompletionStage<?>>> waiting = new ArrayDeque<>();
    private final int capacity;
    private boolean busy;

    Inbox(int capacity) {
        this.capacity = capacity;
    }

    /**
     * Runs {@code command} after those before it have settled.
     *
     * @param command does not fail; completes, with whatever, when the next may begin
     * @return false when too many are waiting, and this one will not run
     */
    boolean submit(Supplier<CompletionStage<?>> command) {
        synchronized (waiting) {
            if (waiting.size() >= capacity) {
                return false;
            }
            waiting.add(command);
            if (busy) {
                return true;
            }
            busy = true;
        }
        drain();
        return true;
    }

    private void drain() {
        while (true) {
            Supplier<CompletionStage<?>> next;
            synchronized (waiting) {
                next = waiting.poll();
                if (next == null) {
                    busy = false;
                    return;
                }
            }
            CompletionStage<?> settled = next.get();
            if (!settled.toCompletableFuture().isDone()) {
                settled.whenComplete((done, failure) -> drain());
                return;
            }
        }
    }
}
