package org.herald;

import static org.assertj.core.api.Assertions.assertThat;
import static org.herald.Floors.rule;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;

/** The class files keep to the architecture: who may use whom, and where each outside library is at home. */
class ArchitectureTest {

    private static final Floors HERALD = new Floors(
            "org.herald.",
            List.of(
                    rule(0, "hub"),
                    rule(0, "config"),
                    rule(0, "inside", "jakarta.enterprise"),
                    rule(1, "protocol"),
                    rule(1, "auth", "javax.crypto", "org.eclipse.microprofile.jwt", "org.jose4j"),
                    rule(1, "limits", "io.github.bucket4j"),
                    rule(1, "audit"),
                    rule(1, "broker"),
                    rule(1, "figures"),
                    rule(2, "session"),
                    rule(2, "cluster", "javax.management"),
                    rule(3, "broker.local"),
                    rule(3, "broker.redis", "redis.clients"),
                    rule(
                            3,
                            "transport.http",
                            "jakarta.enterprise",
                            "jakarta.inject",
                            "jakarta.json",
                            "jakarta.servlet",
                            "org.eclipse.microprofile.jwt"),
                    rule(
                            4,
                            "transport.websocket",
                            "io.undertow",
                            "jakarta.enterprise",
                            "jakarta.inject",
                            "jakarta.servlet",
                            "jakarta.websocket",
                            "org.glassfish.grizzly",
                            "org.glassfish.tyrus"),
                    rule(4, "transport.cdi"),
                    rule(4, "transport.jms", "jakarta.jms", "jakarta.transaction", "javax.naming"),
                    rule(4, "transport.http.sse", "jakarta.inject", "jakarta.servlet"),
                    rule(4, "transport.http.poll", "jakarta.inject", "jakarta.servlet"),
                    rule(4, "transport.http.rest", "jakarta.enterprise", "jakarta.inject", "jakarta.ws.rs"),
                    rule(
                            4,
                            "observe",
                            "io.opentelemetry",
                            "io.prometheus.metrics",
                            "jakarta.enterprise",
                            "jakarta.inject",
                            "jakarta.servlet",
                            "org.eclipse.microprofile.health",
                            "org.eclipse.microprofile.metrics"),
                    rule(5, "transport.engineio", "jakarta.servlet", "jakarta.websocket"),
                    rule(
                            6,
                            "transport.socketio",
                            "jakarta.annotation",
                            "jakarta.enterprise",
                            "jakarta.inject",
                            "jakarta.servlet",
                            "jakarta.websocket"),
                    rule(
                            5,
                            "admin",
                            "jakarta.enterprise",
                            "jakarta.inject",
                            "jakarta.json",
                            "jakarta.servlet",
                            "jakarta.ws.rs",
                            "javax.management"),
                    rule(
                            7,
                            "boot",
                            "jakarta.annotation",
                            "jakarta.enterprise",
                            "jakarta.inject",
                            "jakarta.servlet",
                            "javax.management",
                            "org.eclipse.microprofile.config")));

    private static final Pattern USE = Pattern.compile("^ +(\\S+) +-> (\\S+) .*$", Pattern.MULTILINE);

    @Test
    void packagesUseOnlyWhatIsOnLowerFloors() {
        assertThat(HERALD.breaches(uses())).isEmpty();
    }

    /** What the doors and the wiring share is the platform's; any other library has one home. */
    @Test
    void everyOutsideLibraryHasOneHome() {
        assertThat(HERALD.shared())
                .containsExactly(
                        "jakarta.annotation",
                        "jakarta.enterprise",
                        "jakarta.inject",
                        "jakarta.json",
                        "jakarta.servlet",
                        "jakarta.websocket",
                        "jakarta.ws.rs",
                        "javax.management",
                        "org.eclipse.microprofile.jwt");
    }

    private static List<Floors.Use> uses() {
        ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
        StringWriter found = new StringWriter();
        PrintWriter out = new PrintWriter(found);
        int result = jdeps.run(out, out, "-verbose:class", "-filter:none", "target/classes");
        assertThat(result).as(found.toString()).isZero();
        return USE.matcher(found.toString())
                .results()
                .map(match -> new Floors.Use(match.group(1), match.group(2)))
                .toList();
    }
}
