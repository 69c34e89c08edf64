package org.herald.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The parts of {@code docker/compose.yaml} fit each other, and the files that they take from the repository. */
class ComposeTest {

    private static final Path DOCKER = Path.of("docker");

    private final Yaml compose = Yaml.read(DOCKER.resolve("compose.yaml"));

    ComposeTest() throws IOException {}

    @Test
    void hasTwoNodesWhereNginxLooksForThem() throws IOException {
        String nginx = Files.readString(Path.of("server-config/nginx/conf.d/herald.conf"));

        for (String node : List.of("herald-1", "herald-2")) {
            assertThat(nginx).contains("server " + address(node) + ":8080 ");
            assertThat(service(node).at("environment.HERALD_NODE").text()).isEqualTo(node);
            assertThat(service(node).at("environment.HERALD_PROXIES").text()).isEqualTo(address("nginx") + "/32");
            assertThat(Files.readString(DOCKER.resolve("prometheus/prometheus.yml")))
                    .contains("- " + node + ":8080");
        }
    }

    @Test
    void opensOnlyNginxToOthers() {
        Map<String, List<String>> published = new TreeMap<>();
        compose.at("services").keys().stream()
                .filter(name -> service(name).has("ports"))
                .forEach(name -> published.put(name, service(name).at("ports").texts()));

        assertThat(published)
                .containsOnly(
                        Map.entry("nginx", List.of("0.0.0.0:80:80", "0.0.0.0:443:443")),
                        Map.entry("grafana", List.of("127.0.0.1:3000:3000")));
    }

    /** Docker's gateway has an address of the network, and so has whoever comes in by way of Docker's own proxy. */
    @Test
    void takesNobodyForAnAdministratorWhoComesFromTheNetworkOfTheContainers() throws IOException {
        String subnet = compose.at("networks.default.ipam.config")
                .list()
                .get(0)
                .at("subnet")
                .text();
        String nginx = Files.readString(Path.of("server-config/nginx/conf.d/herald.conf"));
        String orders = nginx.substring(nginx.indexOf("admin(/|$) {"));

        assertThat(orders).contains("deny " + subnet + ";");
        assertThat(orders.indexOf("deny " + subnet)).isLessThan(orders.indexOf("allow "));
        assertThat(orders.indexOf("deny all;")).isLessThan(orders.indexOf("}"));
    }

    @Test
    void gainsNoPrivileges() {
        assertThat(compose.at("services").keys())
                .allSatisfy(name -> assertThat(service(name).at("security_opt").texts())
                        .as(name)
                        .containsExactly("no-new-privileges:true"));
    }

    /** Whoever follows the head of the file: secrets may be read by the users of containers, so their directory must not be. */
    @Test
    void makesDirectoriesForSecretsThatAreClosedToOthers() throws IOException {
        String head = Files.readString(DOCKER.resolve("compose.yaml"));

        assertThat(head).contains("umask 077 && mkdir -p docker/secrets docker/tls\n");
    }

    @Test
    void givesNodesTimeForGoodbyes() {
        for (String node : List.of("herald-1", "herald-2")) {
            assertThat(service(node).at("stop_grace_period").text()).isEqualTo("30s");
            assertThat(service(node).at("read_only").value()).isEqualTo(true);
            assertThat(service(node).at("environment.HERALD_DRAIN_TIME").text()).isEqualTo("PT10S");
        }
    }

    @Test
    void looksAfterTheHealthOfEachService() throws IOException {
        String image = Files.readString(DOCKER.resolve("Dockerfile.payara"));

        assertThat(image).contains("HEALTHCHECK ");
        assertThat(compose.at("services").keys())
                .allSatisfy(name -> assertThat(service(name).has("healthcheck") || name.startsWith("herald-"))
                        .as(name)
                        .isTrue());
        assertThat(compose.at("services").keys())
                .allSatisfy(
                        name -> assertThat(service(name).at("restart").text()).isEqualTo("unless-stopped"));
    }

    @Test
    void handsOutEachSecretAsAFile() {
        Set<String> used = new TreeSet<>();
        compose.at("services").keys().stream()
                .filter(name -> service(name).has("secrets"))
                .forEach(name -> used.addAll(service(name).at("secrets").texts()));

        assertThat(compose.at("secrets").keys()).containsExactlyInAnyOrderElementsOf(used);
        assertThat(compose.at("secrets").keys())
                .allSatisfy(name -> assertThat(
                                compose.at("secrets").of(name).at("file").text())
                        .isEqualTo("./secrets/" + name));
        assertThat(service("redis").at("command").text()).contains("--requirepass");
    }

    @Test
    void takesFilesThatAreThere() {
        List<Path> taken = compose.at("services").keys().stream()
                .filter(name -> service(name).has("volumes"))
                .flatMap(name -> service(name).at("volumes").texts().stream())
                .filter(volume -> volume.startsWith("."))
                .map(volume -> DOCKER.resolve(volume.split(":")[0]).normalize())
                .filter(path -> !path.endsWith("tls"))
                .toList();

        assertThat(taken)
                .hasSizeGreaterThan(5)
                .allSatisfy(path -> assertThat(path).exists());
        assertThat(Stream.of(DOCKER.resolve(
                        service("herald-1").at("build.dockerfile").text().substring(7))))
                .allSatisfy(path -> assertThat(path).exists());
    }

    @Test
    void keepsWhatRedisHasOnDisk() throws IOException {
        assertThat(Files.readString(DOCKER.resolve("redis/redis.conf")))
                .contains("appendonly yes")
                .contains("maxmemory-policy noeviction");
        assertThat(service("redis").at("volumes").texts()).contains("redis:/data");
        assertThat(compose.at("volumes").keys()).contains("redis");
    }

    private Yaml service(String name) {
        return compose.at("services").of(name);
    }

    private String address(String name) {
        return service(name).at("networks.default.ipv4_address").text();
    }
}
