package org.herald.broker.redis;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.herald.hub.Timers;

/** What was asked of other nodes, and waits for their answers; but not for long. Safe for use by any thread. */
final class Inquiries {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** Answers to one question that are kept: more nodes than there are. */
    private static final int MOST = 4096;

    private final Timers timers;
    private final Map<Long, Inquiry> open = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();

    Inquiries(Timers timers) {
        this.timers = timers;
    }

    /**
     * What came of a question.
     *
     * @param given at most one of each node
     * @param silent names of nodes whose answer was waited for in vain
     */
    record Answers(Collection<NodeMessage.Reply> given, List<String> silent) {

        /** How many connections it concerned. */
        int connections() {
            return given.stream()
                    .mapToInt(
                            reply -> reply instanceof NodeMessage.Answer answer ? Math.max(0, answer.connections()) : 0)
                    .sum();
        }
    }

    /**
     * Asks some nodes.
     *
     * @param instances whose answers are waited for; those of others count too
     * @param telling says it, by its number
     * @return fails as {@code telling} does
     */
    CompletionStage<Answers> ask(Set<String> instances, LongFunction<CompletionStage<?>> telling) {
        long number = numbers.incrementAndGet();
        Inquiry inquiry = new Inquiry(instances);
        open.put(number, inquiry);
        Timers.Timer end = timers.after(PATIENCE, inquiry::settle);
        CompletionStage<Answers> outcome = inquiry.outcome.whenComplete((done, failure) -> {
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

    void answered(NodeMessage.Reply reply) {
        Inquiry inquiry = open.get(reply.number());
        if (inquiry != null) {
            inquiry.take(reply);
        }
    }

    /** There will be no more answers. */
    void end() {
        open.values().forEach(inquiry -> inquiry.outcome.completeExceptionally(Call.unavailable()));
    }

    /** Its state is guarded by {@code this}. */
    private static final class Inquiry {
        private final CompletableFuture<Answers> outcome = new CompletableFuture<>();
        private final Map<String, NodeMessage.Reply> given = new HashMap<>();
        private final Set<String> silent;

        private Inquiry(Set<String> instances) {
            silent = new HashSet<>(instances);
        }

        private void take(NodeMessage.Reply reply) {
            synchronized (this) {
                silent.remove(reply.from());
                if (given.size() < MOST) {
                    given.putIfAbsent(reply.from(), reply);
                }
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
            Answers now;
            synchronized (this) {
                List<String> names =
                        silent.stream().map(Identity::nodeOf).sorted().toList();
                now = new Answers(List.copyOf(given.values()), names);
            }
            outcome.complete(now);
        }
    }
}
