package org.herald.broker.redis;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.herald.broker.Control.Outcome;
import org.herald.hub.Timers;

/** What was asked of other nodes, and waits for their answers; but not for long. Safe for use by any thread. */
final class Inquiries {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Timers timers;
    private final Map<Long, Inquiry> open = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();

    Inquiries(Timers timers) {
        this.timers = timers;
    }

    /**
     * Asks some nodes.
     *
     * @param instances whose answers are waited for; those of others count too
     * @param telling says it, by its number
     * @return fails as {@code telling} does
     */
    CompletionStage<Outcome> ask(Set<String> instances, LongFunction<CompletionStage<?>> telling) {
        long number = numbers.incrementAndGet();
        Inquiry inquiry = new Inquiry(instances);
        open.put(number, inquiry);
        Timers.Timer end = timers.after(PATIENCE, inquiry::settle);
        CompletionStage<Outcome> outcome = inquiry.outcome.whenComplete((done, failure) -> {
            open.remove(number);
            end.cancel();
        });
        telling.apply(number).whenComplete((told, failure) -> {
            if (failure != null) {
                inquiry.outcome.completeExceptionally(Call.unavailable());
            } else {
                inquiry.settleIfAllAnswered();
            }
        });
        return outcome;
    }

    void answered(NodeMessage.Answer answer) {
        Inquiry inquiry = open.get(answer.number());
        if (inquiry != null) {
            inquiry.take(answer);
        }
    }

    /** There will be no more answers. */
    void end() {
        open.values().forEach(inquiry -> inquiry.outcome.completeExceptionally(Call.unavailable()));
    }

    /** Its state is guarded by {@code this}. */
    private static final class Inquiry {
        private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        private final Set<String> silent;
        private int connections;

        private Inquiry(Set<String> instances) {
            silent = new HashSet<>(instances);
        }

        private void take(NodeMessage.Answer answer) {
            synchronized (this) {
                silent.remove(answer.from());
                connections += Math.max(0, answer.connections());
            }
            settleIfAllAnswered();
        }

        private void settleIfAllAnswered() {
            synchronized (this) {
                if (!silent.isEmpty()) {
                    return;
                }
            }
            settle();
        }

        private void settle() {
            Outcome now;
            synchronized (this) {
                List<String> names =
                        silent.stream().map(Identity::nodeOf).sorted().toList();
                now = new Outcome(connections, names);
            }
            outcome.complete(now);
        }
    }
}
