package org.herald.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.herald.it.kit.HeraldWar;
import org.herald.it.kit.Http;
import org.herald.it.kit.Received;
import org.herald.it.kit.Server;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.TargetsContainer;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code herald-load.jar}, as docs/load.md has it run. */
@ExtendWith(ArquillianExtension.class)
class LoadToolIT {

    @ArquillianResource
    private Server server;

    @TempDir
    private Path folder;

    @Deployment(testable = false)
    @TargetsContainer("dev")
    static WebArchive herald() {
        return HeraldWar.built();
    }

    private record Outcome(int status, JsonObject report) {}

    @Test
    void measuresWhatItWasAskedTo() throws IOException, InterruptedException {
        Outcome outcome = load(
                "--dev", "--connections", "40", "--rooms", "4", "--rate", "40", "--duration", "2s", "--warm-up", "1s");

        JsonObject report = outcome.report();
        assertThat(report.getJsonArray("failures")).isEmpty();
        assertThat(outcome.status()).isZero();
        assertThat(report.getInt("connections")).isEqualTo(40);
        assertThat(report.getInt("published")).isEqualTo(80);
        assertThat(report.getInt("delivered")).as("to ten members of a room").isEqualTo(800);
        assertThat(report.getInt("gaps") + report.getInt("duplicates") + report.getInt("missing"))
                .isZero();
        assertThat(report.getJsonObject("latencyMs").getJsonNumber("p99").doubleValue())
                .isPositive();
        assertThat(report.getJsonObject("handshakeMs").getJsonNumber("p99").doubleValue())
                .isPositive();
    }

    @Test
    void failsWhenConnectionsAreRefused() throws IOException, InterruptedException {
        Outcome outcome = load("--token", "no.token.this", "--connections", "3");

        assertThat(outcome.status()).isOne();
        assertThat(outcome.report().getInt("connections")).isZero();
        assertThat(outcome.report().getJsonObject("refused").getInt("handshake 401"))
                .isEqualTo(3);
    }

    @Test
    void failsWhenPublicationsAreRefused() throws IOException, InterruptedException {
        String hasty = Http.post(server.uri("/dev/token"), "application/json", "{\"user\":\"hasty\"}")
                .body();
        Outcome outcome = load(
                "--token",
                Received.text(hasty).envelope().getString("token"),
                "--connections",
                "2",
                "--rate",
                "300",
                "--duration",
                "1s",
                "--warm-up",
                "0");

        assertThat(outcome.status()).isOne();
        assertThat(outcome.report().getJsonObject("refused").getInt("error rate_limited"))
                .isBetween(1, 299);
        assertThat(outcome.report().getInt("gaps")).isZero();
    }

    @Test
    void failsWhenItTakesLongerThanItMay() throws IOException, InterruptedException {
        Outcome outcome = load(
                "--dev", "--connections", "2", "--rate", "5", "--duration", "1s", "--warm-up", "0", "--max-p99", "0ms");

        assertThat(outcome.status()).isOne();
        assertThat(outcome.report().getJsonArray("failures")).containsExactly(Json.createValue("--max-p99 was passed"));
    }

    private Outcome load(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                "target/herald-load.jar",
                "--json",
                "--url",
                server.base().toString().replaceFirst("^http", "ws") + "/ws"));
        command.addAll(List.of(options));
        Path report = folder.resolve("report");
        Path progress = folder.resolve("progress");
        Process process = new ProcessBuilder(command)
                .redirectOutput(report.toFile())
                .redirectError(progress.toFile())
                .start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("it ends").isTrue();
            String text = Files.readString(report);
            assertThat(text).as(Files.readString(progress)).isNotEmpty();
            return new Outcome(
                    process.exitValue(),
                    Json.createReader(new StringReader(text)).readObject());
        } finally {
            process.destroyForcibly();
        }
    }
}
