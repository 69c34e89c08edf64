package org.herald.it.server;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.ConfigFile;
import org.herald.it.kit.Handshake;
import org.herald.it.kit.HeraldClient;
import org.herald.it.kit.HeraldNode;
import org.herald.it.kit.Product;
import org.herald.it.kit.Route;
import org.herald.it.kit.TestCertificate;
import org.herald.it.kit.Tokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Payara Micro with {@code server-config/payara}: what each file sets is so. */
@Tag("payara-micro")
class PayaraConfigIT {

    private static final Belongings servers = new Belongings();
    private static final int secure = HeraldNode.freePort();
    private static final int jmx = HeraldNode.freePort();
    private static TestCertificate certificate;
    private static HeraldNode micro;

    @BeforeAll
    static void start() throws Exception {
        Path home =
                Files.createTempDirectory(Path.of("target"), "payara-config").toAbsolutePath();
        certificate = new TestCertificate(home);
        String addresses = Files.readString(Path.of("src/test/resources/loopback-only.txt"))
                + "set configs.config.server-config.network-config.network-listeners.network-listener.https-listener"
                + ".address=127.0.0.1\n";
        ConfigFile.read("payara/pre-boot.asadmin").after(addresses).writeTo(home.resolve("pre-boot"));
        ConfigFile.read("payara/post-boot.asadmin").writeTo(home.resolve("post-boot"));
        ConfigFile.read("payara/logging.properties").writeTo(home.resolve("logging.properties"));
        ConfigFile.read("payara/jvm.options")
                .with("-Xms1g", "-Xms64m")
                .with("-Xmx2g", "-Xmx512m")
                .with("9010", jmx)
                .with("/etc/herald/tls.p12", certificate.keyStore())
                .writeTo(home.resolve("jvm.options"));
        Files.writeString(home.resolve("tls.options"), "-Djavax.net.ssl.keyStorePassword=changeit\n");
        Path secrets = Secrets.mounted(home, "herald.heartbeat.interval", "PT17S");
        micro = servers.add(HeraldNode.named("payara-config")
                .on(Product.PAYARA_MICRO)
                .trustingTestTokens()
                .jvm("@" + home.resolve("jvm.options"), "@" + home.resolve("tls.options"))
                .arguments("--nohazelcast", "--sslport", Integer.toString(secure))
                .arguments("--prebootcommandfile", home.resolve("pre-boot").toString())
                .arguments("--postbootcommandfile", home.resolve("post-boot").toString())
                .arguments("--logproperties", home.resolve("logging.properties").toString())
                .arguments("--secretsdir", secrets.toString())
                .start());
    }

    @AfterAll
    static void end() {
        servers.close();
    }

    @Test
    void takesEachCommandOfTheBootFiles() throws IOException {
        long commands = Stream.of("pre-boot.asadmin", "post-boot.asadmin")
                .flatMap(name -> lines("payara/" + name))
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .count();

        assertThat(said("fish.payara.boot.runtime.BootCommand"))
                .hasSizeGreaterThanOrEqualTo((int) commands)
                .allMatch(message -> message.contains("SUCCESS"));
        assertThat(commands).isGreaterThan(10);
    }

    @Test
    void carriesWebSocketsOverTlsWithSettingsFromFiles() throws Exception {
        Route route = Route.secure(secure, certificate.trust());
        try (HeraldClient client =
                HeraldClient.connect(route, Handshake.with(micro.server()).bearer(Tokens.of("tls")))) {
            assertThat(client.welcome().getJsonObject("heartbeat").getInt("intervalMs"))
                    .isEqualTo(17_000);
        }
    }

    @Test
    void speaksHttp2OverTlsAndDoesNotSayWhatItIs() throws Exception {
        HttpClient client =
                HttpClient.newBuilder().sslContext(certificate.trust()).build();
        HttpResponse<Void> answer = client.send(
                HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + secure + "/herald/"))
                        .build(),
                BodyHandlers.discarding());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(answer.headers().map()).doesNotContainKeys("server", "x-powered-by");
        assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
    }

    @Test
    void hasTheThreadsThatAreSet() {
        long threads = micro.server()
                .process()
                .jcmd("Thread.print")
                .lines()
                .filter(line -> line.startsWith("\"http-thread-pool::http-listener"))
                .count();

        assertThat(threads).isGreaterThanOrEqualTo(16);
    }

    @Test
    void answersOverJmxOnThisMachine() throws IOException {
        JMXServiceURL url = new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:" + jmx + "/jmxrmi");
        try (JMXConnector connector = JMXConnectorFactory.connect(url)) {
            assertThat(connector.getMBeanServerConnection().getMBeanCount()).isGreaterThan(20);
        }
    }

    @Test
    void writesItsLogInJson() {
        try (HeraldClient client = HeraldClient.connect(micro.server(), Tokens.of("logged"))) {
            String connection = client.connectionId();
            micro.log().await(connection, java.time.Duration.ofSeconds(30));

            assertThat(said("org.herald.connections"))
                    .anyMatch(message -> message.contains("opened connection=" + connection));
        }
    }

    /** What that logger said, each line being a JSON object. */
    private static List<String> said(String logger) {
        return micro.log().lines().stream()
                .filter(line -> line.contains("\"LoggerName\":\"" + logger + "\""))
                .map(PayaraConfigIT::parsed)
                .map(line -> line.getString("LogMessage"))
                .toList();
    }

    private static JsonObject parsed(String line) {
        try (var reader = Json.createReader(new StringReader(line))) {
            return reader.readObject();
        }
    }

    private static Stream<String> lines(String file) {
        try {
            return ConfigFile.read(file).text().lines();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
