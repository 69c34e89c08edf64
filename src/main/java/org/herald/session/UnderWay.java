package org.herald.session;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * How many events were taken for a client and are not in its outbox yet: an answer that has to come after them waits. Safe for
 * use by any thread; its state is guarded by {@code this}.
 */
final class UnderWay {

    private final List<CompletableFuture<Void>> waiting = new ArrayList<>();
    private int count;

    synchronized void begin() {
        count++;
    }

    void end() {
        List<CompletableFuture<Void>> served;
        synchronized (this) {
            count--;
            if (count > 0 || waiting.isEmpty()) {
                return;
            }
            served = List.copyOf(waiting);
            waiting.clear();
        }
        served.forEach(one -> one.complete(null));
    }

    /** Completes at a moment when there are none; to be called when no more begin. */
    synchronized CompletionStage<Void> none() {
        CompletableFuture<Void> none = new CompletableFuture<>();
        if (count > 0) {
            waiting.add(none);
        } else {
            none.complete(null);
        }
        return none;
    }
}
