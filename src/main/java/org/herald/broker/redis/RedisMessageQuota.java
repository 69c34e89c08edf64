package org.herald.broker.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.herald.broker.MessageQuota;
import org.herald.config.Rate;
import org.herald.hub.Timers;
import org.herald.hub.UserId;

/**
 * Buckets in Redis, one of each user for all nodes, which fill up by the time of Redis. Where a rate is high, tokens are
 * fetched a few at a time; and until there is one again, this node refuses by itself.
 */
final class RedisMessageQuota implements MessageQuota {

    private static final Duration SWEEP = Duration.ofSeconds(10);

    /** Of a whole bucket, what one call fetches at most unless more is wanted right now. */
    private static final int PARTS = 100;

    private final Store store;
    private final Timers timers;
    private final LongSupplier ticker;

    /** A purse is used only within the atomic operations of this map. */
    private final Map<UserId, Purse> purses = new ConcurrentHashMap<>();

    private volatile boolean closed;

    RedisMessageQuota(Store store, Timers timers, LongSupplier ticker) {
        this.store = store;
        this.timers = timers;
        this.ticker = ticker;
    }

    void start() {
        timers.after(SWEEP, () -> {
            if (!closed) {
                sweep();
                start();
            }
        });
    }

    void close() {
        closed = true;
    }

    /** How many users something is remembered of. */
    int size() {
        return purses.size();
    }

    @Override
    public CompletionStage<Duration> take(UserId user, Rate rate, int expected) {
        CompletableFuture<Duration> answer = new CompletableFuture<>();
        Purse.Ask[] ask = new Purse.Ask[1];
        purses.compute(user, (key, known) -> {
            Purse purse = known == null ? new Purse() : known;
            ask[0] = purse.take(answer, ticker.getAsLong(), expected, batch(rate));
            return purse;
        });
        ask(user, rate, ask[0]);
        return answer;
    }

    private void ask(UserId user, Rate rate, Purse.Ask ask) {
        if (ask == null) {
            return;
        }
        long micros = rate.period().toNanos() / 1000;
        store.user(
                        user,
                        Script.TAKE,
                        RedisMessageQuota::grant,
                        keys(user),
                        rate.count(),
                        micros,
                        ask.count(),
                        ask.back())
                .whenComplete((grant, failure) -> {
                    if (failure == null) {
                        settle(user, rate, grant);
                    } else {
                        abandon(user, failure);
                    }
                });
    }

    private void settle(UserId user, Rate rate, Purse.Grant grant) {
        Purse.Settlement[] settled = new Purse.Settlement[1];
        purses.computeIfPresent(user, (key, purse) -> {
            long now = ticker.getAsLong();
            settled[0] = purse.settle(grant, now, batch(rate));
            return purse.isIdle(now) ? null : purse;
        });
        ask(user, rate, settled[0].next());
        settled[0].served().forEach(one -> one.complete(Duration.ZERO));
        settled[0].turnedAway().forEach(one -> one.complete(settled[0].delay()));
    }

    private void abandon(UserId user, Throwable failure) {
        List<CompletableFuture<Duration>> waiting = new ArrayList<>();
        purses.computeIfPresent(user, (key, purse) -> {
            waiting.addAll(purse.abandon());
            return purse.isIdle(ticker.getAsLong()) ? null : purse;
        });
        waiting.forEach(one -> one.completeExceptionally(failure));
    }

    private void sweep() {
        long now = ticker.getAsLong();
        purses.keySet()
                .forEach(user -> purses.computeIfPresent(user, (key, purse) -> purse.isIdle(now) ? null : purse));
    }

    /** Not more than comes back within the time for which they are held. */
    private static long batch(Rate rate) {
        double regained =
                (double) rate.count() * Purse.HOLD.toNanos() / rate.period().toNanos();
        return Math.max(1, (long) Math.min((double) rate.count() / PARTS, regained));
    }

    private static Purse.Grant grant(Object raw) {
        List<?> answer = Raw.list(raw);
        return new Purse.Grant(Raw.number(answer.get(0)), Raw.number(answer.get(1)) * 1000);
    }

    private byte[][] keys(UserId user) {
        return new byte[][] {store.keys().rate(user)};
    }
}
