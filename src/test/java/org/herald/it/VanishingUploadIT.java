package org.herald.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.herald.it.kit.Body;
import org.herald.it.kit.HeraldWar;
import org.herald.it.kit.RawHttp;
import org.herald.it.kit.Rest;
import org.herald.it.kit.Route;
import org.herald.it.kit.Server;
import org.herald.it.kit.Tokens;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.TargetsContainer;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever vanishes amid a request leaves no trace of a fault, which it is not. */
@ExtendWith(ArquillianExtension.class)
class VanishingUploadIT {

    @ArquillianResource
    private Server server;

    @Deployment(testable = false)
    @TargetsContainer("strict")
    static WebArchive herald() {
        return HeraldWar.built();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rooms/general/messages", "admin/kick", "admin/drain"})
    void isNoFaultOfTheServer(String resource) {
        String token = Tokens.of("vanishing", "herald-admin");
        int mark = server.log().mark();

        vanish(resource, token, "Content-Length: 2", "{}", true);
        for (String length : new String[] {"Content-Length: 1000", "Transfer-Encoding: chunked"}) {
            for (String part : new String[] {"", "20\r\n{\"content\":\""}) {
                vanish(resource, token, length, part, false);
                vanish(resource, token, length, part, true);
            }
        }

        Awaitility.await("a log without faults")
                .during(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(withoutUndertowsOwn(server.log().textSince(mark)))
                        .doesNotContain("fault in a")
                        .doesNotContainPattern("\\b(SEVERE|ERROR)\\b")
                        .doesNotContainPattern("(?m)^\\s+at [a-z]"));
        Rest rest = new Rest(server, token);
        assertThat(rest.post("/rooms/general/messages", Body.of("content", "still there"))
                        .status())
                .isEqualTo(201);
    }

    /** Undertow tells by itself of an answer that met a reset connection, trace and all; whether it meets it is a race. */
    private static String withoutUndertowsOwn(String log) {
        return log.replaceAll(
                "(?m)^\\S+ ERROR \\[io\\.undertow\\.request\\.io].*(\\R(\\s+at |\\s+\\.\\.\\. |\\s*Caused by: |\\s+Suppressed: ).*)*",
                "");
    }

    private void vanish(String resource, String token, String length, String part, boolean atOnce) {
        try (RawHttp http = RawHttp.send(
                Route.to(server),
                "POST /herald/api/" + resource,
                "Authorization: Bearer " + token,
                "Content-Type: application/json",
                length)) {
            http.body(part);
            if (atOnce) {
                http.reset();
            }
        }
    }
}
