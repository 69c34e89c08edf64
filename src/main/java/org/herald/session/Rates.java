package org.herald.session;

import java.util.function.LongSupplier;
import org.herald.hub.UserId;
import org.herald.limits.KeyedRates;
import org.herald.limits.LimitSettings;
import org.herald.limits.RateLimit;

/** How much clients of this node may do: per user, and per connection. Safe for use by any thread. */
public final class Rates {

    /** How many users are told apart at a time; see {@link KeyedRates} for more. */
    private static final int MAX_USERS = 1_000_000;

    private final LimitSettings settings;
    private final KeyedRates<UserId> messages;
    private final LongSupplier ticker;

    /** @param ticker nanoseconds that only grow */
    public Rates(LimitSettings settings, LongSupplier ticker) {
        this.settings = settings;
        this.messages = new KeyedRates<>(settings.rates().messages(), ticker, MAX_USERS);
        this.ticker = ticker;
    }

    /** For a new connection. */
    Guard guard() {
        return new Guard(
                messages,
                new RateLimit(settings.rates().volatiles(), ticker),
                new RateLimit(settings.rates().requests(), ticker));
    }

    /** Forgets users whose rate is unused by now. */
    void sweep() {
        messages.sweep();
    }
}
