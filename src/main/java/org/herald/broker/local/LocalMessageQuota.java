package org.herald.broker.local;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.herald.broker.MessageQuota;
import org.herald.config.Rate;
import org.herald.hub.UserId;
import org.herald.limits.KeyedRates;

/** What users publish on this node, the only one. */
final class LocalMessageQuota implements MessageQuota {

    /** How many users are told apart at a time; see {@link KeyedRates} for more. */
    private static final int MAX_USERS = 1_000_000;

    private final Lifetime lifetime;
    private final LongSupplier ticker;
    private final Map<Rate, KeyedRates<UserId>> rates = new ConcurrentHashMap<>();

    /** @param ticker nanoseconds that only grow */
    LocalMessageQuota(Lifetime lifetime, LongSupplier ticker) {
        this.lifetime = lifetime;
        this.ticker = ticker;
    }

    @Override
    public CompletionStage<Duration> take(UserId user, Rate rate, int expected) {
        return lifetime.answer(() -> rates.computeIfAbsent(rate, given -> new KeyedRates<>(given, ticker, MAX_USERS))
                .tryTake(user));
    }

    /** Forgets users whose buckets are full. */
    void sweep() {
        rates.values().forEach(KeyedRates::sweep);
    }
}
