package org.herald.boot;

import org.herald.broker.Broker;
import org.herald.broker.local.LocalBroker;
import org.herald.broker.redis.RedisBroker;
import org.herald.broker.redis.RedisParts;
import org.herald.broker.redis.RedisSettings;
import org.herald.hub.HubListener;
import org.herald.observe.ServerTracing;

/** Chooses where a node keeps what it has to keep: in Redis where one is named, and in memory otherwise. */
final class Stores {

    private static final int LANES = 4;

    private Stores() {}

    static Broker choose(Base base, HubListener listener) {
        Broker store = RedisSettings.from(base.settings(), base.node())
                .map(redis -> redis(redis, base, listener))
                .orElseGet(() -> local(base));
        return ServerTracing.around(store, base.settings());
    }

    private static Broker redis(RedisSettings settings, Base base, HubListener listener) {
        return new RedisBroker(
                settings,
                new RedisParts(
                        base.threads(), base.wheel(), base.clock(), System::nanoTime, listener, Base::deliveryFailed));
    }

    private static Broker local(Base base) {
        return new LocalBroker(
                base.clock(),
                System::nanoTime,
                base.wheel(),
                base.carriers().executor(),
                LANES,
                Base.LANE_CAPACITY,
                Base::deliveryFailed);
    }
}
