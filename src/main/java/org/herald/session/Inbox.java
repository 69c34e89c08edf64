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

    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final int capacity;
    private final long maxBytes;
    private long bytes;
    private boolean busy;

    /**
     * @param capacity how many commands may wait
     * @param maxBytes how much they may weigh, all together
     */
    Inbox(int capacity, long maxBytes) {
        this.capacity = capacity;
        this.maxBytes = maxBytes;
    }

    /**
     * Runs {@code command} after those before it have settled.
     *
     * @param weight bytes of the message that it came in
     * @param command does not fail; completes, with whatever, when the next may begin
     * @return false when too many are waiting, and this one will not run
     */
    boolean submit(int weight, Supplier<CompletionStage<?>> command) {
        synchronized (waiting) {
            if (waiting.size() >= capacity || bytes > 0 && bytes + weight > maxBytes) {
                return false;
            }
            bytes += weight;
            waiting.add(new Waiting(weight, command));
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
            Waiting next;
            synchronized (waiting) {
                next = waiting.poll();
                if (next == null) {
                    busy = false;
                    return;
                }
                bytes -= next.weight;
            }
            CompletionStage<?> settled = next.command.get();
            if (!settled.toCompletableFuture().isDone()) {
                settled.whenComplete((done, failure) -> drain());
                return;
            }
        }
    }

    private record Waiting(int weight, Supplier<CompletionStage<?>> command) {}
}
