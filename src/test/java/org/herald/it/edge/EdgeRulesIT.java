package org.herald.it.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.herald.it.edge.Upstream.Asked;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.Handshake;
import org.herald.it.kit.Http;
import org.herald.it.kit.HttpAnswer;
import org.herald.it.kit.Route;
import org.herald.it.kit.WebSocketWire;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the proxies let through, what they say about the client, and what they keep to themselves. */
@Tag("payara-micro")
class EdgeRulesIT {

    private static final Belongings mine = new Belongings();
    private static final Map<Proxy, EdgeProcess> edges = new EnumMap<>(Proxy.class);
    private static final SynchronousQueue<String> lines = new SynchronousQueue<>();
    private static Upstream first;
    private static Upstream second;

    @BeforeAll
    static void start() {
        first = mine.add(new Upstream(lines));
        second = mine.add(new Upstream(lines));
        for (Proxy proxy : Proxy.values()) {
            edges.put(proxy, mine.add(EdgeProcess.start(proxy, List.of(first.address(), second.address()))));
        }
    }

    @AfterAll
    static void end() {
        mine.close();
    }

    @ParameterizedTest
    @EnumSource
    void saysWhoTheClientIsWhateverTheClientSays(Proxy proxy) throws IOException {
        EdgeProcess edge = edges.get(proxy);
        Route route = edge.route().fromElsewhere();
        String path = "/herald/ws?who=" + proxy;

        shake(
                route,
                Handshake.with(edge)
                        .target(path)
                        .header("X-Forwarded-For", "6.6.6.6")
                        .header("X-Forwarded-Proto", "http")
                        .header("X-Forwarded-Host", "evil.test")
                        .header("X-Forwarded-Port", "1")
                        .header("X-Real-IP", "6.6.6.6")
                        .header("Forwarded", "for=6.6.6.6;host=evil.test;proto=http"));

        Headers said = asked(path).headers();
        assertThat(said.get("X-Forwarded-For")).containsExactly(route.source());
        assertThat(said.get("X-Forwarded-Proto")).containsExactly("https");
        assertThat(said.get("Host")).containsExactly(edge.base().getAuthority());
        assertThat(said).doesNotContainKeys("Forwarded", "X-forwarded-host", "X-forwarded-port", "X-real-ip");
        assertThat(said.get("Upgrade")).containsExactly("websocket");
        assertThat(said.get("Connection")).first().asString().isEqualToIgnoringCase("upgrade");
        assertThat(said.get("Sec-WebSocket-Protocol")).containsExactly("herald.v1");
    }

    @ParameterizedTest
    @EnumSource
    void keepsTheServersOwnPagesFromTheWorld(Proxy proxy) {
        EdgeProcess edge = edges.get(proxy);

        assertThat(Stream.of(
                        "/",
                        "/health",
                        "/health/ready",
                        "/metrics",
                        "/openapi",
                        "/heraldic",
                        "/herald/metrics",
                        "/herald/%6detrics",
                        "/herald//metrics",
                        "/herald/metrics/",
                        "/herald/metrics;x=1",
                        "/herald;x/metrics",
                        "/herald/x/../metrics",
                        "/herald/x/%2e%2e/metrics",
                        "/herald/dev/token",
                        "/herald/dev%3Bx/token"))
                .allSatisfy(
                        path -> assertThat(edge.get(path).statusCode()).as(path).isEqualTo(404));
    }

    @ParameterizedTest
    @EnumSource
    void letsAdministratorsInFromTheirNetworkOnly(Proxy proxy) throws IOException {
        EdgeProcess edge = edges.get(proxy);

        for (String path :
                List.of("/herald/api/admin/nodes", "/herald/admin/", "/herald/%61dmin/x", "/herald//api//admin")) {
            assertThat(statusFrom("127.0.0.1", edge, path)).as(path).isEqualTo(200);
            assertThat(statusFrom("127.66.0.1", edge, path)).as(path).isEqualTo(200);
            assertThat(statusFrom("127.65.0.1", edge, path)).as(path).isEqualTo(403);
            assertThat(statusFrom("127.66.7.1", edge, path)).as(path).isEqualTo(403);
        }
        assertThat(statusFrom("127.65.0.1", edge, "/herald/api/rooms/general/members"))
                .isEqualTo(200);
        assertThat(statusFrom("127.65.0.1", edge, "/herald/administration")).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    void sendsOnWhatOneNodeRefusesToTheOther(Proxy proxy) {
        EdgeProcess edge = edges.get(proxy);
        first.answers(503);
        try {
            assertThat(IntStream.range(0, 10).mapToObj(i -> edge.get("/herald/ws?try=" + i)))
                    .allSatisfy(answer -> assertThat(answer.body()).contains(second.address()));
            second.answers(503);
            assertThat(edge.get("/herald/ws").statusCode()).isEqualTo(503);
            first.answers(404);
            second.answers(200);
            Awaitility.await("the other node to be asked again")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> edge.get("/herald/page").statusCode() == 200);
            assertThat(IntStream.range(0, 10).mapToObj(i -> edge.get("/herald/ws?gone=" + i)))
                    .allSatisfy(answer -> assertThat(answer.body()).contains(second.address()));
            first.answers(500);
            assertThat(IntStream.range(0, 10).mapToObj(i -> edge.get("/herald/ws?ending=" + i)))
                    .allSatisfy(answer -> assertThat(answer.body()).contains(second.address()));
        } finally {
            first.answers(200);
            second.answers(200);
        }
        Awaitility.await("both nodes to be asked again")
                .atMost(Duration.ofSeconds(30))
                .until(() -> edge.get("/herald/page").statusCode() == 200);
    }

    @ParameterizedTest
    @EnumSource
    void repeatsNoPostThatHasReachedANode(Proxy proxy) {
        EdgeProcess edge = edges.get(proxy);
        String path = "/herald/api/rooms/once/messages?by=" + proxy;
        first.answers(503);
        second.answers(503);
        try {
            edge.post(path, "{}", "Content-Type", "application/json");
        } finally {
            first.answers(200);
            second.answers(200);
        }

        assertThat(allAsked(path)).hasSize(1);
        Awaitility.await("both nodes to be asked again")
                .atMost(Duration.ofSeconds(30))
                .until(() -> edge.get("/herald/page").statusCode() == 200);
    }

    @ParameterizedTest
    @EnumSource
    void slowsDownOneAddressAndNoOther(Proxy proxy) throws IOException {
        EdgeProcess edge = edges.get(proxy);
        Route flooding = edge.route().fromElsewhere();
        HttpAnswer last = null;
        for (int i = 0; i < 300 && (last == null || last.status() != 429); i++) {
            last = shake(flooding, Handshake.with(edge));
        }

        assertThat(last.status()).isEqualTo(429);
        assertThat(last.header("Retry-After")).contains("10");
        assertThat(last.json().getString("code")).isEqualTo("too_many_connections");
        assertThat(shake(edge.route().fromElsewhere(), Handshake.with(edge)).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    void handsEachEventOnAtOnceOverHttp2(Proxy proxy) throws InterruptedException {
        EdgeProcess edge = edges.get(proxy);
        assertThat(edge.get("/herald/page").version()).hasToString("HTTP_2");
        try (Stream<String> stream = edge.stream("/herald/events?room=a", "Accept", "text/event-stream")) {
            Iterator<String> each = stream.iterator();
            assertThat(each.next()).isEmpty();
            for (int i = 0; i < Upstream.STREAM; i++) {
                String line = "data: " + i;
                assertThat(lines.offer(line, 30, TimeUnit.SECONDS)).isTrue();
                assertThat(each.next()).isEqualTo(line);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void writesNoTokenDown(Proxy proxy) throws IOException {
        EdgeProcess edge = edges.get(proxy);
        Route elsewhere = edge.route().fromElsewhere();
        for (String name : List.of("token", "access_token")) {
            shake(elsewhere, Handshake.with(edge).query(name, "the-secret"));
            edge.get("/herald/page?" + name + "=the-secret", "Authorization", "Bearer the-secret");
            edge.get("/herald/metrics?" + name + "=the-secret", "Referer", "https://x.test/?token=the-secret");
        }
        second.answers(503);
        first.answers(503);
        shake(elsewhere, Handshake.with(edge).query("token", "the-secret"));
        first.answers(200);
        second.answers(200);
        for (int i = 0; i < 200; i++) {
            shake(elsewhere, Handshake.with(edge).query("token", "the-secret"));
        }

        Awaitility.await("the log")
                .atMost(Duration.ofSeconds(30))
                .until(() -> edge.written()
                                .lines()
                                .filter(line ->
                                        line.contains("\"path\":\"/herald/ws\"") && line.contains(elsewhere.source()))
                                .count()
                        > 200);
        assertThat(edge.written()).doesNotContain("the-secret");
    }

    @ParameterizedTest
    @EnumSource
    void sendsWhoeverComesWithoutTlsToTls(Proxy proxy) {
        HttpResponse<String> answer = Http.get(edges.get(proxy).plain().resolve("/herald/"));

        assertThat(answer.statusCode()).isEqualTo(301);
        assertThat(answer.headers().firstValue("Location"))
                .hasValueSatisfying(there -> assertThat(there).matches("https://127\\.0\\.0\\.1(:\\d+)?/herald/"));
    }

    private static int statusFrom(String address, EdgeProcess edge, String path) throws IOException {
        Handshake request = Handshake.with(edge)
                .target(path)
                .without("Upgrade")
                .header("Connection", "close")
                .header("X-Forwarded-For", "127.0.0.1");
        return shake(edge.route().from(address), request).status();
    }

    private static HttpAnswer shake(Route route, Handshake handshake) throws IOException {
        try (WebSocketWire wire = WebSocketWire.dial(route)) {
            return wire.shake(handshake);
        }
    }

    private static Asked asked(String target) {
        return allAsked(target).get(0);
    }

    private static List<Asked> allAsked(String target) {
        return Stream.of(first, second)
                .flatMap(upstream -> upstream.asked().stream())
                .filter(asked -> asked.target().equals(target))
                .toList();
    }
}
