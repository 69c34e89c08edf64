package org.herald.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.herald.it.kit.Expressions;
import org.herald.it.kit.HeraldNode;
import org.herald.it.kit.Http;
import org.herald.it.kit.PrometheusProcess;
import org.herald.it.kit.Promtool;
import org.herald.it.kit.Tokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus, with the files that are handed out, understands a real node. */
class PrometheusIT {

    private static final String TOKEN = "scrape-0123456789-abcdef";

    @TempDir
    private static Path directory;

    private static HeraldNode node;
    private static PrometheusProcess prometheus;

    @BeforeAll
    static void start() throws IOException {
        node = HeraldNode.named("scraped")
                .trustingTestTokens()
                .property("herald.metrics.token", TOKEN)
                .start();
        configure("127.0.0.1:" + node.server().base().getPort());
        prometheus = new PrometheusProcess(directory.resolve("prometheus.yml"));
    }

    @AfterAll
    static void stop() {
        if (prometheus != null) {
            prometheus.close();
        }
        if (node != null) {
            node.close();
        }
    }

    @Test
    void takesTheConfigurationThatIsHandedOut() {
        Promtool.Verdict verdict = Promtool.run(
                null, "check", "config", directory.resolve("prometheus.yml").toString());

        assertThat(verdict.output()).contains("SUCCESS").doesNotContain("FAILED");
        assertThat(verdict.exitCode()).isZero();
    }

    @Test
    void everyAlertFiresWhenItShouldAndNotElse() {
        Promtool.Verdict verdict = Promtool.run(null, "test", "rules", "src/test/prometheus/herald-alerts.test.yml");

        assertThat(verdict.output()).contains("SUCCESS").doesNotContain("FAILED");
        assertThat(verdict.exitCode()).isZero();
    }

    @Test
    void understandsEveryExpressionOfTheDashboard() throws IOException {
        List<String> expressions = Expressions.ofDashboard();
        Path rules = directory.resolve("dashboard.yml");
        Files.writeString(
                rules,
                IntStream.range(0, expressions.size())
                        .mapToObj(i -> "      - record: dashboard:panel_" + i + "\n        expr: |\n          "
                                + expressions.get(i) + "\n")
                        .collect(Collectors.joining("", "groups:\n  - name: dashboard\n    rules:\n", "")));

        Promtool.Verdict verdict = Promtool.run(null, "check", "rules", rules.toString());

        assertThat(verdict.output()).contains("SUCCESS: " + expressions.size() + " rules found");
        assertThat(verdict.exitCode()).isZero();
    }

    @Test
    void scrapesTheNodeWithTheTokenOfTheFile() {
        awaitScraped();

        assertThat(value("up{job=\"herald\"}")).isEqualTo("1");
        assertThat(value("herald_build_info{node=\"scraped\"}")).isEqualTo("1");
        assertThat(value("herald_accepting")).isEqualTo("1");
    }

    @Test
    void findsEverySeriesThatAlertsAndDashboardAskFor() {
        awaitScraped();

        assertThat(Stream.of(Expressions.ofAlerts(), Expressions.ofDashboard())
                        .flatMap(List::stream)
                        .flatMap(expression -> Expressions.selectors(expression).stream())
                        .distinct())
                .isNotEmpty()
                .allSatisfy(selector -> assertThat(Integer.parseInt(value("count(" + selector + ")")))
                        .isPositive());
    }

    @Test
    void evaluatesEveryAlertWithoutAnError() {
        awaitScraped();
        assertThat(rules()).extracting(rule -> rule.getString("name")).containsExactlyElementsOf(Expressions.alerts());

        Awaitility.await("the rules to be evaluated")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(rules()).allSatisfy(rule -> {
                    assertThat(rule.getString("health")).as(rule.toString()).isEqualTo("ok");
                    assertThat(rule.getString("state")).as(rule.toString()).isEqualTo("inactive");
                }));
    }

    @Test
    void nobodyElseReadsTheFigures() {
        assertThat(status()).isEqualTo(401);
        assertThat(status("Authorization", "Bearer " + TOKEN + "x")).isEqualTo(401);
        assertThat(status("Authorization", "Bearer " + Tokens.of("boss", "herald-admin")))
                .isEqualTo(401);
        assertThat(status("Authorization", "Bearer " + TOKEN)).isEqualTo(200);
    }

    /** The files as they are, but for the address of the node and for how long there is to wait. */
    private static void configure(String target) throws IOException {
        String configuration = Files.readString(Expressions.PROMETHEUS.resolve("prometheus.yml"));
        assertThat(configuration).contains("- 127.0.0.1:8080\n", "_interval: 15s");
        Files.writeString(
                directory.resolve("prometheus.yml"),
                configuration.replace("127.0.0.1:8080", target).replace("_interval: 15s", "_interval: 1s"));
        Files.copy(Expressions.ALERTS, directory.resolve(Expressions.ALERTS.getFileName()));
        Files.writeString(directory.resolve("herald-metrics-token"), TOKEN);
    }

    private static void awaitScraped() {
        Awaitility.await("the node to be scraped")
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> !result("herald_build_info").isEmpty());
    }

    private static List<JsonObject> rules() {
        return prometheus.ask("rules").getJsonObject("data").getJsonArray("groups").stream()
                .flatMap(group -> group.asJsonObject().getJsonArray("rules").stream())
                .map(rule -> (JsonObject) rule)
                .toList();
    }

    private static List<JsonObject> result(String expression) {
        return prometheus.query(expression).getJsonObject("data").getJsonArray("result").stream()
                .map(series -> (JsonObject) series)
                .toList();
    }

    private static String value(String expression) {
        List<JsonObject> series = result(expression);
        assertThat(series).as(expression).hasSize(1);
        return series.get(0).getJsonArray("value").getString(1);
    }

    private static int status(String... headers) {
        return Http.get(node.server().uri("/metrics"), headers).statusCode();
    }
}
