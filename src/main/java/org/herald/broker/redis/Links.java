package org.herald.broker.redis;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** All connections to Redis, and what they have in common. */
final class Links {

    /** How many calls may wait for one connection; more are refused. */
    private static final int CALLS = 16_384;

    /** How many messages may wait in one stripe; then it reads no more for a while. */
    private static final int MESSAGES = 8192;

    /** How many connections take the calls to one Redis, or to all masters of a cluster of a usual size. */
    private static final int CONNECTIONS = 4;

    private static final int CONNECTIONS_TO_A_MASTER = 2;

    /** How many threads deliver. In a cluster each has a connection to every master. */
    private static final int STRIPES = 3;

    private static final int STRIPES_OF_A_CLUSTER = 2;

    private final RedisParts parts;
    private final Reports reports;
    private final Awakening awakening;
    private final Probe probe;
    private final Connections connections;
    private final Stripes stripes;
    private final Store store;

    /** @param time Lua for the time that Redis goes by */
    Links(RedisSettings settings, RedisParts parts, String time) {
        this.parts = parts;
        this.reports = new Reports(parts.ticker(), parts.faults());
        this.awakening = new Awakening(parts.ticker());
        Doors doors = new Doors(settings.url(), settings.sentinels());
        boolean cluster = settings.url().kind() == RedisUrl.Kind.CLUSTER;
        Scripts scripts = new Scripts(time, cluster);
        Keys keys = new Keys(settings.prefix());
        if (cluster) {
            ClusterEndpoint endpoint = new ClusterEndpoint(doors);
            probe = new Probe(endpoint, settings.url(), keys.control("probe"));
            Shards shards = new Shards(doors, this::look);
            stripes = new Stripes(
                    stripes(shards, STRIPES_OF_A_CLUSTER), stripe(Places.only(endpoint)), keys, parts.timers());
            connections = cluster(endpoint, doors, scripts, shards);
        } else {
            Endpoint endpoint = endpoint(doors);
            probe = new Probe(endpoint, settings.url(), keys.control("probe"));
            List<Stripe> rooms = stripes(Places.only(endpoint), STRIPES);
            stripes = new Stripes(rooms, rooms.get(0), keys, parts.timers());
            connections = pipelines(endpoint, scripts, CONNECTIONS, () -> {});
        }
        store = new Store(connections, keys, scripts);
    }

    private static Endpoint endpoint(Doors doors) {
        return doors.url().kind() == RedisUrl.Kind.SENTINEL
                ? new SentinelEndpoint(doors)
                : silence -> doors.open(doors.url().hosts().get(0), silence);
    }

    private List<Stripe> stripes(Places places, int count) {
        return Stream.generate(() -> stripe(places)).limit(count).toList();
    }

    private Stripe stripe(Places places) {
        StripeParts shared =
                new StripeParts(places, awakening, parts.threads(), parts.timers(), parts.ticker(), reports);
        return new Stripe(shared, MESSAGES);
    }

    private Pipelines pipelines(Endpoint endpoint, Scripts scripts, int count, Runnable moved) {
        PipelineParts shared = new PipelineParts(endpoint, awakening, scripts, parts.listener(), reports, moved);
        return new Pipelines(shared, count, CALLS, parts.threads());
    }

    private ClusterPipelines cluster(ClusterEndpoint endpoint, Doors doors, Scripts scripts, Shards shards) {
        return new ClusterPipelines(
                endpoint,
                parts.threads(),
                reports,
                master ->
                        pipelines(silence -> doors.open(master, silence), scripts, CONNECTIONS_TO_A_MASTER, this::look),
                slots -> {
                    shards.know(slots);
                    stripes.look();
                });
    }

    /** Something in a cluster is not where it was: looks where it is. */
    private void look() {
        if (connections instanceof ClusterPipelines cluster) {
            cluster.moved();
        }
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
