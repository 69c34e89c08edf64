package org.herald.broker.redis;

import java.util.function.Function;

/** All connections to Redis, and what they have in common. */
final class Links {

    /** How many calls may wait for one connection; more are refused. */
    private static final int CALLS = 16_384;

    /** How many messages may wait in one stripe; then it reads no more for a while. */
    private static final int MESSAGES = 8192;

    /** How many connections take the calls to one Redis, or to all masters of a cluster of a usual size. */
    private static final int CONNECTIONS = 4;

    private static final int CONNECTIONS_TO_A_MASTER = 2;

    private final RedisParts parts;
    private final Reports reports;
    private final Probe probe;
    private final Connections connections;
    private final Stripes stripes;
    private final Store store;

    /** @param time Lua for the time that Redis goes by */
    Links(RedisSettings settings, RedisParts parts, String time) {
        this.parts = parts;
        this.reports = new Reports(parts.ticker(), parts.faults());
        Doors doors = new Doors(settings.url());
        ClusterEndpoint cluster = new ClusterEndpoint(doors);
        Endpoint endpoint = switch (settings.url().kind()) {
            case SINGLE -> silence -> doors.open(settings.url().hosts().get(0), silence);
            case SENTINEL -> new SentinelEndpoint(doors);
            case CLUSTER -> cluster;
        };
        Scripts scripts = new Scripts(time);
        Keys keys = new Keys(settings.prefix());
        probe = new Probe(endpoint, settings.url(), keys.control("probe"));
        connections = settings.url().kind() == RedisUrl.Kind.CLUSTER
                ? cluster(cluster, doors, scripts)
                : pipelines(endpoint, scripts, CONNECTIONS, () -> {});
        stripes = new Stripes(
                new StripeParts(endpoint, parts.timers(), parts.ticker(), reports), MESSAGES, keys, parts.timers());
        store = new Store(connections, keys, scripts);
    }

    private Pipelines pipelines(Endpoint endpoint, Scripts scripts, int count, Runnable moved) {
        PipelineParts shared = new PipelineParts(endpoint, scripts, parts.listener(), reports, moved);
        return new Pipelines(shared, count, CALLS, parts.threads());
    }

    private ClusterPipelines cluster(ClusterEndpoint endpoint, Doors doors, Scripts scripts) {
        ClusterPipelines[] made = new ClusterPipelines[1];
        made[0] = new ClusterPipelines(
                endpoint,
                parts.threads(),
                reports,
                master -> pipelines(
                        silence -> doors.open(master, silence),
                        scripts,
                        CONNECTIONS_TO_A_MASTER,
                        () -> made[0].moved()));
        return made[0];
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
        connections.start();
        stripes.start(parts.threads(), feeding);
    }

    /** Whether every connection stands. */
    boolean isUp() {
        return connections.isUp() && stripes.isUp();
    }

    void close() {
        stripes.close();
        connections.close();
    }
}
