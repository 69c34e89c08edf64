package org.herald.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The proxies wait longer than Herald does: it decides who is gone. */
class ProxyTimesTest {

    private static final Path CONFIG = Path.of("server-config");

    @Test
    void waitsLongerThanTheHeartbeatInNginx() throws IOException {
        String socket = seconds("nginx/conf.d/herald.conf", "location = /herald/ws \\{[^}]*proxy_read_timeout (\\d+)s");

        assertThat(Duration.ofSeconds(Long.parseLong(socket))).isGreaterThan(heartbeat());
    }

    @Test
    void waitsLongerThanTheHeartbeatInHaProxy() throws IOException {
        String tunnel = seconds("haproxy/haproxy.cfg", "timeout tunnel (\\d+)s");

        assertThat(Duration.ofSeconds(Long.parseLong(tunnel))).isGreaterThan(heartbeat());
    }

    @Test
    void waitsLongerThanTheHeartbeatInTheIngress() throws IOException {
        Yaml ingress = Yaml.read(Path.of("docker", "kubernetes", "ingress.yaml"));
        String seconds = ingress.at("metadata.annotations")
                .of("nginx.ingress.kubernetes.io/proxy-read-timeout")
                .text();

        assertThat(Duration.ofSeconds(Long.parseLong(seconds))).isGreaterThan(heartbeat());
    }

    private static Duration heartbeat() throws IOException {
        Properties defaults = new Properties();
        try (InputStream file = ProxyTimesTest.class.getResourceAsStream("/META-INF/microprofile-config.properties")) {
            defaults.load(file);
        }
        return Duration.parse(defaults.getProperty("herald.heartbeat.timeout"));
    }

    private static String seconds(String file, String pattern) throws IOException {
        Matcher found = Pattern.compile(pattern, Pattern.DOTALL).matcher(Files.readString(CONFIG.resolve(file)));
        assertThat(found.find()).as(pattern).isTrue();
        return found.group(1);
    }
}
