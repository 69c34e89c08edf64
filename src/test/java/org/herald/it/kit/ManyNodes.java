package org.herald.it.kit;

import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Two nodes over one Redis of their own, for all test classes that ask for them: they are started once, and whatever a
 * test does to Redis is over when the next one gets them. They take everything in any number, but for the connections of
 * one user (the default, 5), hold rooms {@code deep/…} with a long history and {@code shallow/…} with a short one, and
 * have a lease of {@link #LEASE}.
 */
public final class ManyNodes {

    /** After how long without a sign a node counts as dead. */
    public static final Duration LEASE = Duration.ofSeconds(3);

    /** How much history a room {@code shallow/…} has. */
    public static final int SHALLOW = 10;

    private static ManyNodes shared;
    private static ManyNodes mixed;

    private final RedisProcess redis = new RedisProcess();
    private final List<HeraldNode> nodes;

    private ManyNodes(String name, Product first, Product second) {
        nodes = List.of(
                setup(name + "-1").on(first).launch(),
                setup(name + "-2").on(second).launch());
    }

    /** Both nodes are ready. */
    public static synchronized ManyNodes shared() {
        if (shared == null) {
            shared = new ManyNodes("many", Product.underTest(), Product.underTest());
        }
        return shared.ready();
    }

    /** One node of each kind of server, ready: only where the tests are run on both. */
    public static synchronized ManyNodes mixed() {
        if (mixed == null) {
            mixed = new ManyNodes("mixed", Product.PAYARA_MICRO, Product.WILDFLY);
        }
        return mixed.ready();
    }

    /** Ends them, if they were started: nobody asks for them any more. */
    static synchronized void end() {
        try (Belongings all = new Belongings()) {
            Stream.of(shared, mixed).filter(Objects::nonNull).forEach(pair -> {
                all.add(pair.redis);
                pair.nodes.forEach(all::add);
                pair.nodes.forEach(HeraldNode::terminate);
            });
        }
        shared = null;
        mixed = null;
    }

    private ManyNodes ready() {
        try {
            nodes.forEach(HeraldNode::awaitReady);
        } catch (AssertionError e) {
            end();
            throw e;
        }
        return this;
    }

    public RedisProcess redis() {
        return redis;
    }

    public Server first() {
        return nodes.get(0).server();
    }

    public Server second() {
        return nodes.get(1).server();
    }

    public List<Server> servers() {
        return List.of(first(), second());
    }

    /** One more node, which whoever asks for it starts and ends. */
    public NodeSetup another(String name) {
        return setup(name);
    }

    /** Whether every node says that it is ready. */
    public boolean areReady() {
        return nodes.stream().allMatch(HeraldNode::ready);
    }

    /** What {@code /health/<kind>} of a node answers: 200 or 503. */
    public static boolean isUp(Server server, String kind) {
        return Http.get(server.fromTop("/health/" + kind)).statusCode() == HttpURLConnection.HTTP_OK;
    }

    private NodeSetup setup(String name) {
        return HeraldNode.named(name)
                .trustingTestTokens()
                .property("herald.redis.url", redis.url())
                .property("herald.node.lease", LEASE)
                .property("herald.limits.handshakes-per-address", "1000000/PT1M")
                .property("herald.limits.messages", "1000000/PT1M")
                .property("herald.limits.volatile", "1000000/PT1S")
                .property("herald.limits.requests", "1000000/PT1M")
                .property("herald.presence.grace", "PT2S")
                .property("herald.drain.time", "PT1S")
                .property("herald.namespaces", "deep,shallow")
                .property("herald.namespace.deep.history-size", 100_000)
                .property("herald.namespace.deep.announce", false)
                .property("herald.namespace.shallow.history-size", SHALLOW)
                .property("herald.namespace.shallow.announce", false);
    }
}
