package org.herald.it.server;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.ConfigFile;
import org.herald.it.kit.Handshake;
import org.herald.it.kit.HeraldClient;
import org.herald.it.kit.HeraldNode;
import org.herald.it.kit.HttpAnswer;
import org.herald.it.kit.Product;
import org.herald.it.kit.Route;
import org.herald.it.kit.TestCertificate;
import org.herald.it.kit.TestKeys;
import org.herald.it.kit.Tokens;
import org.herald.it.kit.WebSocketWire;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** WildFly with {@code server-config/wildfly}: what each script sets is so. */
@Tag("wildfly")
class WildFlyConfigIT {

    private static final Belongings servers = new Belongings();
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static Path home;
    private static TestCertificate certificate;
    private static HeraldNode wildfly;

    @BeforeAll
    static void start() throws Exception {
        home = Files.createTempDirectory(Path.of("target"), "wildfly-config").toAbsolutePath();
        certificate = new TestCertificate(Files.createDirectories(home.resolve("tls")));
        Path secrets = Secrets.mounted(home, "herald.heartbeat.interval", "PT17S");
        WildFlyCli cli = new WildFlyCli(home)
                .environment("HERALD_TLS_STORE", certificate.keyStore())
                .environment("HERALD_TLS_PASSWORD", new String(TestCertificate.PASSWORD));
        cli.run(ConfigFile.read("wildfly/herald.cli"));
        cli.run(ConfigFile.read("wildfly/tls.cli"));
        cli.run(ConfigFile.read("wildfly/settings.cli")
                .with(
                        "https://id.example.com/.well-known/jwks.json",
                        TestKeys.DIRECTORY.resolve("rsa.pem").toAbsolutePath())
                .with("https://id.example.com", Tokens.ISSUER));
        wildfly = servers.add(HeraldNode.named("wildfly-config")
                .on(Product.WILDFLY)
                .configuration(cli.configuration())
                .environment("HERALD_TLS_STORE", certificate.keyStore())
                .environment("HERALD_TLS_PASSWORD", new String(TestCertificate.PASSWORD))
                .environment("HERALD_SECRETS", secrets)
                .start());
    }

    @AfterAll
    static void end() {
        servers.close();
    }

    @Test
    void carriesWebSocketsOverTlsWithSettingsFromFiles() throws Exception {
        try (HeraldClient client = HeraldClient.connect(
                Route.secure(securePort(), certificate.trust()),
                Handshake.with(wildfly.server()).bearer(Tokens.of("tls")))) {
            assertThat(client.welcome().getJsonObject("heartbeat").getInt("intervalMs"))
                    .isEqualTo(17_000);
        }
    }

    @Test
    void compresses() throws IOException {
        try (WebSocketWire wire = WebSocketWire.dial(wildfly.server().route())) {
            HttpAnswer answer = wire.shake(Handshake.with(wildfly.server())
                    .bearer(Tokens.of("compressing"))
                    .header("Sec-WebSocket-Extensions", "permessage-deflate"));

            assertThat(answer.upgraded()).isTrue();
            assertThat(answer.header("Sec-WebSocket-Extensions"))
                    .hasValueSatisfying(agreed -> assertThat(agreed).startsWith("permessage-deflate"));
        }
    }

    @Test
    void hasTheThreadsThatAreSet() {
        long threads = wildfly.server()
                .process()
                .jcmd("Thread.print")
                .lines()
                .filter(line -> line.startsWith("\"default I/O-"))
                .count();

        assertThat(threads).isEqualTo(4);
    }

    @Test
    void writesItsLogInJson() {
        try (HeraldClient client = HeraldClient.connect(wildfly.server(), Tokens.of("logged"))) {
            String connection = client.connectionId();
            wildfly.log().await(connection, PATIENCE);
            List<JsonObject> said = wildfly.log().lines().stream()
                    .filter(line -> line.contains("\"org.herald.connections\""))
                    .map(WildFlyConfigIT::parsed)
                    .toList();

            assertThat(said)
                    .anyMatch(line -> line.getString("message").startsWith("opened connection=" + connection)
                            && line.containsKey("time"));
        }
    }

    @Test
    void saysGoodbyeBeforeItIsTakenOut() throws Exception {
        WildFlyCli cli = new WildFlyCli(home);
        HeraldClient client = HeraldClient.connect(wildfly.server(), Tokens.of("drained"));
        try {
            cli.run(ConfigFile.read("wildfly/drain.cli"), wildfly.server().managementPort());

            assertThat(client.awaitEnding().code()).isEqualTo(1012);
            assertThat(client.inbox().all("server.draining")).hasSize(1);
        } finally {
            client.close();
            cli.run(
                    new ConfigFile("deploy", "/deployment=herald.war:deploy\n"),
                    wildfly.server().managementPort());
        }
        Awaitility.await("Herald to be back").atMost(PATIENCE).until(wildfly::ready);
    }

    private static int securePort() {
        Matcher listening = Pattern.compile("listener https listening on [^:]+:(\\d+)")
                .matcher(wildfly.log().text());
        assertThat(listening.find()).isTrue();
        return Integer.parseInt(listening.group(1));
    }

    private static JsonObject parsed(String line) {
        try (var reader = Json.createReader(new StringReader(line))) {
            return reader.readObject();
        }
    }
}
