package org.herald.broker.redis;

import java.util.function.Function;
import redis.clients.jedis.Protocol.Command;

/** All connections to Redis, and what they have in common. */
final class Links {

    /** How many calls may wait for one connection; more are refused. */
    private static final int CALLS = 16_384;

    /** How many messages may wait in one stripe; then it reads no more for a while. */
    private static final int MESSAGES = 8192;

    private final RedisParts parts;
    private final Reports reports;
    private final Probe probe;
    private final Pipelines pipelines;
    private final Stripes stripes;
    private final Store store;

    /** @param time Lua for the time that Redis goes by */
    Links(RedisSettings settings, RedisParts parts, String time) {
        this.parts = parts;
        this.reports = new Reports(parts.ticker(), parts.faults());
        Doors doors = new Doors(settings.url());
        Endpoint endpoint = settings.url().kind() == RedisUrl.Kind.SENTINEL
                ? new SentinelEndpoint(doors)
                : silence -> doors.open(settings.url().hosts().get(0), silence);
        Scripts scripts = new Scripts(time, "PUBLISH");
        Keys keys = new Keys(settings.prefix());
        probe = new Probe(endpoint, settings.url(), keys.control("probe"));
        pipelines = new Pipelines(new PipelineParts(endpoint, scripts, parts.listener(), reports), CALLS);
        stripes = new Stripes(
                new StripeParts(
                        endpoint, Command.SUBSCRIBE, Command.UNSUBSCRIBE, parts.timers(), parts.ticker(), reports),
                MESSAGES,
                keys,
                parts.timers());
        store = new Store(pipelines, keys, scripts);
    }

    Probe probe() {
        return probe;
    }

    Store store() {
        return store;
    }

    Stripes stripes() {
        return stripes;
    }

    Reports reports() {
        return reports;
    }

    /** @param feeding what the feeds of a stripe need */
    void start(Function<Stripe, FeedParts> feeding) {
        pipelines.start(parts.threads());
        stripes.start(parts.threads(), feeding);
    }

    /** Whether every connection stands. */
    boolean isUp() {
        return pipelines.isUp() && stripes.isUp();
    }

    void close() {
        stripes.close();
        pipelines.close();
    }
}
