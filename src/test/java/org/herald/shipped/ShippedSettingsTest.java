package org.herald.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every setting in what is handed out is one that Herald reads. */
class ShippedSettingsTest {

    private static final Path CONFIG = Path.of("server-config");
    private static final Path DOCKER = Path.of("docker");

    private final KnownSettings known = new KnownSettings();

    ShippedSettingsTest() throws IOException {}

    @Test
    void knowsThePropertiesForPayara() throws IOException {
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(CONFIG.resolve("payara/herald.properties"))) {
            properties.load(reader);
        }

        assertThat(known.keys()).containsAll(properties.stringPropertyNames());
    }

    @Test
    void knowsTheSystemPropertiesForPayaraServer() throws IOException {
        assertKnown(found(CONFIG.resolve("payara/server.asadmin"), "(?:server-config |:)((?:herald|mp)\\.[a-z.-]+)="));
    }

    @Test
    void knowsTheSystemPropertiesForWildFly() throws IOException {
        assertKnown(found(CONFIG.resolve("wildfly/settings.cli"), "(?m)^/system-property=([^:]+):add"));
    }

    @Test
    void knowsTheVariablesAndSecretsForContainers() throws IOException {
        for (String file : List.of("Dockerfile.payara", "Dockerfile.wildfly")) {
            assertThat(known.variables()).as(file).containsAll(found(DOCKER.resolve(file), "-e ([A-Z_]+)="));
        }
        Yaml services = Yaml.read(DOCKER.resolve("compose.yaml")).at("services");
        for (String node : List.of("herald-1", "herald-2")) {
            assertThat(known.variables())
                    .containsAll(services.of(node).at("environment").keys());
        }
        assertKnown(found(DOCKER.resolve("compose.yaml"), "(?m)^  (herald\\.[a-z.]+):$"));
        assertThat(known.variables())
                .containsAll(Yaml.read(DOCKER.resolve("kubernetes/configmap.yaml"))
                        .at("data")
                        .keys());
        assertThat(known.keys())
                .containsAll(Yaml.read(DOCKER.resolve("kubernetes/secret.example.yaml"))
                        .at("stringData")
                        .keys());
    }

    @Test
    void knowsTheSettingsForIdentityProviders() throws IOException {
        List<String> blocks = found(Path.of("docs", "identity-providers.md"), "(?s)```properties\\n(.*?)```");

        assertThat(blocks).hasSizeGreaterThanOrEqualTo(3);
        assertKnown(blocks.stream()
                .flatMap(String::lines)
                .map(line -> line.substring(0, line.indexOf('=')))
                .toList());
    }

    private void assertKnown(List<String> keys) {
        assertThat(keys).isNotEmpty();
        assertThat(known.keys()).containsAll(keys);
    }

    /** What the group of the pattern is, each time. */
    private static List<String> found(Path file, String pattern) throws IOException {
        try (Stream<String> found = Pattern.compile(pattern)
                .matcher(Files.readString(file))
                .results()
                .map(match -> match.group(1))) {
            return found.toList();
        }
    }
}
