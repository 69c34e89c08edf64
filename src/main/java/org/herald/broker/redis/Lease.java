package org.herald.broker.redis;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.herald.hub.Timers;
import redis.clients.jedis.Protocol.Command;

/**
 * Keeps this node alive in the eyes of the others. When they gave it up for dead, or Redis forgot it or the end of its
 * lease, it begins a new life and says again what it has; what is left of the old one, the others take out.
 */
final class Lease {

    private final Store store;
    private final Identity identity;
    private final Duration length;
    private final Timers timers;
    private final LongSupplier ticker;

    /** What this node says of itself. */
    private final Supplier<byte[]> self;

    /** Says everything again, under the current name. */
    private final Runnable sayAgain;

    private final State state = new State();

    /** Changed by answers of Redis, one after the other, and read by any thread. */
    private static final class State {
        private volatile Set<String> alive = Set.of();

        /** When Redis said last that the lease ends, by its clock, Unix milliseconds. */
        private volatile long end;

        /** When that was, by the ticker. */
        private volatile long heard;

        private volatile boolean begun;
        private volatile boolean ended;

        /**
         * Since when every renewal succeeded and the clock of Redis went as ours does, by the ticker; only of use while
         * {@code steady}.
         */
        private volatile long since;

        private volatile boolean steady;
    }

    Lease(
            Store store,
            Identity identity,
            Duration length,
            Timers timers,
            LongSupplier ticker,
            Supplier<byte[]> self,
            Runnable sayAgain) {
        this.store = store;
        this.identity = identity;
        this.length = length;
        this.timers = timers;
        this.ticker = ticker;
        this.self = self;
        this.sayAgain = sayAgain;
    }

    Duration length() {
        return length;
    }

    /** Takes it upon this node to take out what a dead one left: answers its name, or null when there is none. */
    CompletionStage<String> claim() {
        return store.nodes(Script.CLAIM, Raw::text, length.toMillis(), identity.current(), state.end);
    }

    /** Registers the node. */
    CompletionStage<Void> begin() {
        return renew(identity.current(), true).thenAccept(answer -> {
            state.begun = true;
            succeeded(answer);
            later();
        });
    }

    boolean isOn() {
        return state.begun && !state.ended;
    }

    /**
     * The others that are alive, as of the last renewal; and while the time is short since Redis was away, those who were
     * before: they may not have had the time to say so.
     */
    List<String> others() {
        String mine = identity.allLives();
        return state.alive.stream().filter(node -> !node.startsWith(mine)).toList();
    }

    /**
     * Whether Redis was there for so long that all who live had the time to say so: only then a lease that has ended
     * means a dead node.
     */
    boolean isSteady() {
        return state.steady && ticker.getAsLong() - state.since > length.toNanos();
    }

    /** What the node says of itself has changed: the others need not wait for the next renewal. */
    void sayNow() {
        if (isOn()) {
            byte[] name = Call.bytes(identity.current());
            store.node("nodes", Call::nothing, Command.HSET, store.keys().leases()[2], name, self.get());
        }
    }

    /** The node goes by its own will: the others need not wait for the end of the lease. */
    CompletionStage<Void> end() {
        state.ended = true;
        return store.node(
                "nodes",
                Call::nothing,
                Command.ZADD,
                store.keys().leases()[0],
                Call.bytes("XX"),
                Call.bytes(0),
                Call.bytes(identity.current()));
    }

    /** Like dying. */
    void stop() {
        state.ended = true;
    }

    private void later() {
        timers.after(length.dividedBy(3), () -> {
            if (!state.ended) {
                renew();
            }
        });
    }

    private void renew() {
        renew(identity.current(), false).whenComplete((answer, failure) -> {
            if (failure == null && answer.isEmpty()) {
                beginAgain();
                return;
            }
            try {
                if (failure != null) {
                    state.steady = false;
                } else if (!succeeded(answer)) {
                    sayAgain.run(); // what it did not hear, or lost since
                }
            } finally {
                later();
            }
        });
    }

    private void beginAgain() {
        renew(identity.next(), true).whenComplete((answer, failure) -> {
            try {
                if (failure == null && !state.ended) {
                    state.steady = false; // others may be forgotten too
                    identity.renew();
                    succeeded(answer);
                    sayAgain.run();
                }
            } finally {
                later();
            }
        });
    }

    /**
     * @param answer the end of the lease, and who is alive
     * @return whether the renewal before succeeded too
     */
    private boolean succeeded(List<String> answer) {
        long now = ticker.getAsLong();
        long end = Long.parseLong(answer.get(0));
        boolean steady = state.steady;
        if (!steady || leapt(end, now)) {
            state.since = now;
            state.steady = true;
        }
        Set<String> alive = new HashSet<>(answer.subList(1, answer.size()));
        if (!isSteady()) {
            alive.addAll(state.alive);
        }
        state.alive = Set.copyOf(alive);
        state.end = end;
        state.heard = now;
        return steady;
    }

    /** Whether the clock of Redis went on by a lease more than ours: that ended the leases of nodes that live. */
    private boolean leapt(long end, long now) {
        long there = end - state.end;
        long here = TimeUnit.NANOSECONDS.toMillis(now - state.heard);
        return there - here > length.toMillis();
    }

    private CompletionStage<List<String>> renew(String name, boolean fresh) {
        return store.nodes(Script.LEASE, Raw::texts, name, length.toMillis(), fresh ? 1 : 0, state.end, self.get());
    }
}
