package org.herald.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.Console;
import org.herald.it.kit.Figures;
import org.herald.it.kit.Handshake;
import org.herald.it.kit.HeraldClient;
import org.herald.it.kit.HttpAnswer;
import org.herald.it.kit.Redeployer;
import org.herald.it.kit.Route;
import org.herald.it.kit.Tokens;
import org.herald.it.kit.WebSocketWire;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Deployed again and again, Herald leaves nothing behind; with a setting that cannot be used it is not deployed at all. */
class RedeploymentIT {

    private static final int ROUNDS = 20;
    private static final int CLIENTS = 20;
    private static final int MOST_COPIES = 5;

    private static Redeployer micro;

    @AutoClose
    private final Belongings mine = new Belongings();

    @BeforeAll
    static void start() {
        micro = Redeployer.start("redeployed");
    }

    @AfterAll
    static void end() {
        micro.close();
    }

    @Test
    void tellsEveryConnectionWhenToComeBack() {
        deploy();
        List<HeraldClient> clients = connectMany();

        micro.undeploy();

        for (HeraldClient client : clients) {
            assertThat(client.awaitEnding().code()).isEqualTo(1012);
            int after = client.inbox().await("server.draining").data().getInt("reconnectAfterMs");
            assertThat(after).isBetween(0, 1_999);
        }
        assertThat(clients.stream()
                        .map(client ->
                                client.inbox().await("server.draining").data().getInt("reconnectAfterMs"))
                        .distinct())
                .hasSizeGreaterThan(CLIENTS / 2);
        assertThat(micro.deployed()).isFalse();
    }

    @Test
    void isShownToManagementConsolesWhileItIsDeployed() {
        deploy();
        try (Console console = Console.of(micro.server().process())) {
            assertThat(console.beans()).hasSize(1);

            micro.undeploy();

            assertThat(console.beans()).isEmpty();
        }
    }

    /**
     * The server itself keeps a few copies of the classes, whatever the application does: its logging thread and the idle
     * threads of its pools remember in which application's time they were made, and for half a minute the HTTP connections
     * that were upgraded remember by whom. Nothing that lives may be left, and of the classes not every copy.
     */
    @Test
    void leavesNothingThatLivesBehind() {
        round();
        long threads = micro.server().process().threads();
        long files = micro.server().process().openFiles();

        for (int i = 0; i < ROUNDS; i++) {
            round();
        }

        Awaitility.await("what was undeployed to be collected")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> {
                    assertThat(alive()).isEmpty();
                    assertThat(copiesOfHerald()).isLessThanOrEqualTo(MOST_COPIES);
                });
        assertThat(micro.server().process().threads()).isLessThanOrEqualTo(threads + 32);
        assertThat(micro.server().process().openFiles()).isLessThanOrEqualTo(files + 8);
        assertThat(micro.server().process().jcmd("Thread.print")).doesNotContainPattern("org\\.herald\\.(?!it\\.)");
    }

    @Test
    void tellsAStrangerTooWhenItStops() {
        micro.set("herald.auth.sources", "header,first-message");
        deploy();
        HeraldClient stranger = mine.add(HeraldClient.open(Route.to(micro.server()), Handshake.with(micro.server())));
        HeraldClient known = mine.add(HeraldClient.connect(micro.server(), Tokens.of("redeployed-known")));

        micro.undeploy();
        micro.unset("herald.auth.sources");

        assertThat(known.awaitEnding().code()).isEqualTo(1012);
        assertThat(stranger.awaitEnding().code()).isEqualTo(1012);
    }

    @Test
    void refusesWhoFindsNoPlace() throws IOException {
        micro.set("herald.limits.connections", 3);
        deploy();
        List<HeraldClient> three = IntStream.range(0, 3)
                .mapToObj(i -> mine.add(HeraldClient.connect(micro.server(), Tokens.of("redeployed-place-" + i))))
                .toList();

        assertUnavailable(shake("redeployed-fourth"));
        three.get(0).close();
        Awaitility.await("a place")
                .atMost(Duration.ofSeconds(5))
                .until(() -> shake("redeployed-fourth").upgraded());

        micro.unset("herald.limits.connections");
        micro.undeploy();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mp.jwt.verify.publickey.location | | must name the key",
                "mp.jwt.verify.publickey.location | no/such/file.pem | is neither a file nor on the class path",
                "herald.dev | true | must not be true beside mp.jwt.verify.publickey.location",
                "herald.limits.connections | 0 | must be a whole number from 1",
                "herald.limits.messages | 60 | must be <count>/<duration>",
                "herald.heartbeat.timeout | PT1S | must be longer than herald.heartbeat.interval",
                "herald.origins | * | must be origins"
            })
    void isNotDeployedWithASettingThatCannotBeUsed(String key, String value, String rule) {
        micro.trustTestTokens();
        if (value == null) {
            micro.unset(key);
        } else {
            micro.set(key, value);
        }
        int mark = micro.log().mark();

        micro.deploy();
        micro.unset(key);

        assertThat(micro.log().textSince(mark)).contains(key + ": ").contains(rule);
        assertThat(micro.deployed()).isFalse();
    }

    @Test
    void isDeployedAfterTheSettingWasMended() {
        micro.trustTestTokens().set("herald.limits.connections", "none");
        micro.deploy();
        micro.unset("herald.limits.connections");

        deploy();

        assertThat(mine.add(HeraldClient.connect(micro.server(), Tokens.of("alice")))
                        .userId())
                .isEqualTo("alice");
        assertThat(Figures.of(micro.server()).value("herald_connections")).isEqualTo(1);
        micro.undeploy();
    }

    private void round() {
        deploy();
        List<HeraldClient> clients = connectMany();
        clients.get(0).vanish();
        micro.undeploy();
        clients.forEach(HeraldClient::awaitEnding);
    }

    private static void deploy() {
        micro.trustTestTokens()
                .set("herald.drain.time", "PT2S")
                .set("herald.limits.handshakes-per-address", "9999/PT1M");
        micro.deploy();
        assertThat(micro.deployed()).isTrue();
    }

    private HttpAnswer shake(String user) throws IOException {
        WebSocketWire wire = mine.add(WebSocketWire.dial(Route.to(micro.server())));
        return wire.shake(Handshake.with(micro.server()).bearer(Tokens.of(user)));
    }

    private static void assertUnavailable(HttpAnswer answer) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.json().getString("code")).isEqualTo("unavailable");
        assertThat(answer.json().keySet()).containsExactlyInAnyOrder("code", "message");
        assertThat(answer.header("Retry-After").map(Integer::valueOf))
                .hasValueSatisfying(seconds -> assertThat(seconds).isPositive());
    }

    private List<HeraldClient> connectMany() {
        List<HeraldClient> clients = IntStream.range(0, CLIENTS)
                .mapToObj(i -> mine.add(HeraldClient.connect(micro.server(), Tokens.of("redeployed-" + i))))
                .toList();
        clients.forEach(client -> client.join("redeployment/room"));
        clients.get(0).say("redeployment/room", "hello");
        clients.forEach(client -> client.inbox().await("message"));
        return clients;
    }

    /** Which of the parts of a node, its connections and its timers are still in memory. */
    private static List<String> alive() {
        return micro.server()
                .process()
                .jcmd("GC.class_histogram")
                .lines()
                .filter(line -> line.matches(".* org\\.herald\\.(boot|broker|hub|session)\\..*"
                        + "\\b(Herald|LocalBroker|Rooms|Sessions|ClientSession|Stranger|Seat|Outbox|TimerWheel\\S*)"))
                .toList();
    }

    /** How many class loaders have loaded Herald's classes and are still alive. */
    private static long copiesOfHerald() {
        micro.server().process().jcmd("GC.run");
        return Pattern.compile("org\\.herald\\.hub\\.RoomName(?![\\w$])")
                .matcher(micro.server().process().jcmd("VM.class_hierarchy org.herald.hub.RoomName"))
                .results()
                .count();
    }
}
