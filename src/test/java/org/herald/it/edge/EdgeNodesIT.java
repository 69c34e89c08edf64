package org.herald.it.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.Handshake;
import org.herald.it.kit.HandshakeRefused;
import org.herald.it.kit.HeraldClient;
import org.herald.it.kit.HeraldNode;
import org.herald.it.kit.NodeSetup;
import org.herald.it.kit.Product;
import org.herald.it.kit.RedisProcess;
import org.herald.it.kit.Route;
import org.herald.it.kit.Tokens;
import org.herald.it.nodes.Crowd;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two nodes over one Redis, behind each of the proxies. */
@Tag("payara-micro")
class EdgeNodesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private static final Belongings servers = new Belongings();
    private static final Map<Proxy, EdgeProcess> edges = new EnumMap<>(Proxy.class);
    private static RedisProcess redis;

    /** For each proxy the node that is replaced behind it. */
    private static final Map<Proxy, HeraldNode> nodes = new EnumMap<>(Proxy.class);

    @AutoClose
    private final Belongings mine = new Belongings();

    @BeforeAll
    static void start() {
        redis = servers.add(new RedisProcess());
        for (Proxy proxy : Proxy.values()) {
            nodes.put(proxy, servers.add(setup("edge-" + proxy.ordinal()).launch()));
        }
        nodes.values().forEach(HeraldNode::awaitReady);
        List<String> addresses = nodes.values().stream()
                .map(node -> node.server().base().getAuthority())
                .toList();
        for (Proxy proxy : Proxy.values()) {
            edges.put(proxy, servers.add(EdgeProcess.start(proxy, addresses)));
        }
    }

    @AfterAll
    static void end() {
        servers.close();
    }

    @ParameterizedTest
    @EnumSource
    void carriesConnectionsToBothNodes(Proxy proxy) {
        EdgeProcess edge = edges.get(proxy);
        String room = "edge/" + UUID.randomUUID();
        List<HeraldClient> clients = Stream.of("alice", "bob", "carol", "dave")
                .map(user -> mine.add(HeraldClient.connect(edge, Tokens.of(user + room))))
                .toList();
        clients.forEach(client -> client.join(room));

        clients.get(0).say(room, "hello");

        assertThat(clients)
                .allSatisfy(client -> assertThat(
                                client.inbox().await("message").data().getString("content"))
                        .isEqualTo("hello"));
        assertThat(clients.stream().map(EdgeNodesIT::node).distinct()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    void streamsEventsAsTheyComeAndAnswersPolls(Proxy proxy) {
        EdgeProcess edge = edges.get(proxy);
        String room = "edge-" + UUID.randomUUID();
        String token = Tokens.of("listener" + room);
        HeraldClient alice = mine.add(HeraldClient.connect(edge, Tokens.of("alice" + room)));
        alice.join(room);
        String cursor = null;
        try (Stream<String> stream = edge.stream(
                "/herald/events?room=" + room, "Accept", "text/event-stream", "Authorization", "Bearer " + token)) {
            Iterator<String> lines = stream.iterator();
            while (!lines.next().equals("event: connected")) {
                // from there on it hears what is said in the room
            }
            for (int i = 0; i < 3; i++) {
                String content = "over SSE " + i;
                alice.say(room, content);
                String line = lines.next();
                for (; !line.contains(content); line = lines.next()) {
                    cursor = line.startsWith("id:") ? line.substring(3).strip() : cursor;
                }
            }
        }
        alice.say(room, "by poll");

        HttpResponse<String> polled = edge.get(
                "/herald/events/poll?waitMs=20000&room=" + room + (cursor == null ? "" : "&cursor=" + cursor),
                "Authorization",
                "Bearer " + token);
        assertThat(polled.statusCode()).isEqualTo(200);
        assertThat(polled.body()).contains("by poll");
    }

    @ParameterizedTest
    @EnumSource
    void letsHeraldKnowTheClientsAddress(Proxy proxy) {
        EdgeProcess edge = edges.get(proxy);
        Route route = edge.route().fromElsewhere();
        String user = "far" + UUID.randomUUID();

        mine.add(HeraldClient.connect(
                route,
                Handshake.with(edge)
                        .bearer(Tokens.of(user))
                        .header("X-Forwarded-For", "6.6.6.6")
                        .header("Forwarded", "for=6.6.6.6")));

        String opened = "user=\"" + user + "\" address=" + route.source();
        Awaitility.await(opened)
                .atMost(PATIENCE)
                .until(() -> nodes.values().stream()
                        .anyMatch(node -> node.log().lines().stream()
                                .anyMatch(line -> line.contains("opened ") && line.endsWith(opened))));
    }

    @ParameterizedTest
    @EnumSource
    void letsPagesOfTheProxysOwnOriginInAndNoOthers(Proxy proxy) {
        EdgeProcess edge = edges.get(proxy);
        String token = Tokens.of("page" + UUID.randomUUID());
        String own = "https://" + edge.base().getAuthority();

        assertThat(edge.get("/herald/").statusCode()).isEqualTo(200);
        mine.add(HeraldClient.connect(edge, handshake -> handshake.bearer(token).origin(own)));
        HandshakeRefused refused = catchThrowableOfType(
                HandshakeRefused.class,
                () -> HeraldClient.connect(
                        edge, handshake -> handshake.bearer(token).origin("https://evil.test")));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.answer().json().getString("code")).isEqualTo("forbidden_origin");
    }

    @ParameterizedTest
    @EnumSource
    void losesNothingWhileANodeIsReplaced(Proxy proxy) throws InterruptedException {
        EdgeProcess edge = edges.get(proxy);
        Crowd crowd = mine.add(new Crowd("deep/" + UUID.randomUUID(), List.of(edge)))
                .members(12)
                .voices(4, PAUSE);
        crowd.awaitProgress(50);
        HeraldNode old = nodes.get(proxy);

        old.terminate();
        for (int i = 0; i < 8; i++) {
            mine.add(HeraldClient.connect(edge, Tokens.of("newcomer" + UUID.randomUUID())));
        }
        old.awaitEnd(PATIENCE);
        crowd.awaitProgress(100);
        HeraldNode replacement = servers.add(
                setup(old.server().name() + "-again").inPlaceOf(old.server()).start());
        nodes.put(proxy, replacement);
        Awaitility.await("clients to come to the new node")
                .atMost(PATIENCE)
                .until(() -> node(mine.add(HeraldClient.connect(edge, Tokens.of("newcomer" + UUID.randomUUID()))))
                        .equals(replacement.server().name()));
        crowd.awaitProgress(50);
        crowd.finish();

        crowd.assertNothingMissed();
        crowd.assertKept();
    }

    private static String node(HeraldClient client) {
        return client.welcome().getString("node");
    }

    private static NodeSetup setup(String name) {
        return HeraldNode.named(name)
                .on(Product.PAYARA_MICRO)
                .trustingTestTokens()
                .property("herald.redis.url", redis.url())
                .property("herald.proxies", "127.0.0.1")
                .property("herald.node.lease", "PT3S")
                .property("herald.limits.messages", "1000000/PT1M")
                .property("herald.limits.requests", "1000000/PT1M")
                .property("herald.limits.handshakes-per-address", "1000000/PT1M")
                .property("herald.drain.time", "PT1S")
                .property("herald.namespaces", "deep")
                .property("herald.namespace.deep.history-size", 100_000)
                .property("herald.namespace.deep.announce", false);
    }
}
