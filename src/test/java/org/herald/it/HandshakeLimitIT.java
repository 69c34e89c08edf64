package org.herald.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.Handshake;
import org.herald.it.kit.HeraldClient;
import org.herald.it.kit.HeraldWar;
import org.herald.it.kit.HttpAnswer;
import org.herald.it.kit.Route;
import org.herald.it.kit.Server;
import org.herald.it.kit.Tokens;
import org.herald.it.kit.WebSocketWire;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.TargetsContainer;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How many connections there may be and how fast they may come, and from which pages (protocol section 1). */
@ExtendWith(ArquillianExtension.class)
class HandshakeLimitIT {

    private static final int ATTEMPTS = 10;

    @ArquillianResource
    private Server server;

    @AutoClose
    private final Belongings mine = new Belongings();

    @Deployment(testable = false)
    @TargetsContainer("strict")
    static WebArchive herald() {
        return HeraldWar.built();
    }

    @Test
    void refusesTheThirdConnectionOfAUserWhoMayHaveTwo() throws IOException {
        HeraldClient first = connect("limit-anna");
        connect("limit-anna");

        HttpAnswer third = shake(elsewhere(), good("limit-anna"));

        assertTooMany(third);
        assertThat(shake(elsewhere(), good("limit-ben")).status()).isEqualTo(101);
        first.roundTrip();
    }

    @Test
    void givesThePlaceOfAnEndedConnectionToTheNext() {
        HeraldClient polite = connect("limit-cleo");
        HeraldClient abrupt = connect("limit-cleo");

        polite.close();
        awaitPlace("limit-cleo");
        abrupt.vanish();
        awaitPlace("limit-cleo");

        assertThat(abrupt.awaitEnding().code()).isEqualTo(1006);
    }

    @Test
    void refusesAnAddressThatTriesTooOften() throws IOException {
        Route hasty = elsewhere();
        for (int i = 0; i < ATTEMPTS; i++) {
            assertThat(shake(hasty, Handshake.with(server)).status()).isEqualTo(401);
        }

        HttpAnswer refused = shake(hasty, good("limit-dora"));

        assertTooMany(refused);
        assertThat(shake(elsewhere(), good("limit-dora")).status()).isEqualTo(101);
    }

    @Test
    void believesNoAddressThatTheClientWritesItself() throws IOException {
        Route hasty = elsewhere();
        for (int i = 0; i < ATTEMPTS; i++) {
            shake(hasty, Handshake.with(server).header("X-Forwarded-For", "10.0.0." + i));
        }

        HttpAnswer refused = shake(
                hasty, good("limit-eve").header("X-Forwarded-For", "10.9.9.9").header("Forwarded", "for=10.9.9.9"));

        assertTooMany(refused);
    }

    @Test
    void servesThePagesOnTheListAndItsOwn() throws IOException {
        assertThat(statusFrom("https://app.herald.test")).isEqualTo(101);
        assertThat(statusFrom("http://" + server.base().getAuthority())).isEqualTo(101);
        assertThat(statusFrom("http://app.herald.test")).isEqualTo(403);
        assertThat(statusFrom("https://app.herald.test:8443")).isEqualTo(403);
        assertThat(statusFrom("https://app.herald.test.evil.test")).isEqualTo(403);
        assertThat(statusFrom("https://herald.test")).isEqualTo(403);
        assertThat(statusFrom("null")).isEqualTo(403);
    }

    private int statusFrom(String origin) throws IOException {
        WebSocketWire wire = mine.add(WebSocketWire.dial(elsewhere()));
        int status = wire.shake(good("limit-page").origin(origin)).status();
        if (status == 101) {
            wire.sendClose(1000, "");
            wire.readClose();
        }
        return status;
    }

    private void awaitPlace(String user) {
        Awaitility.await("a place for " + user)
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    WebSocketWire wire = mine.add(WebSocketWire.dial(elsewhere()));
                    return wire.shake(good(user)).status() == 101;
                });
    }

    private static void assertTooMany(HttpAnswer answer) {
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.json().getString("code")).isEqualTo("too_many_connections");
        assertThat(answer.json().keySet()).containsExactlyInAnyOrder("code", "message");
        assertThat(answer.header("Retry-After").map(Integer::valueOf))
                .hasValueSatisfying(seconds -> assertThat(seconds).isBetween(1, 60));
    }

    private Route elsewhere() {
        return Route.to(server).fromElsewhere();
    }

    private Handshake good(String user) {
        return Handshake.with(server).bearer(Tokens.of(user));
    }

    private HeraldClient connect(String user) {
        return mine.add(HeraldClient.connect(elsewhere(), good(user)));
    }

    private HttpAnswer shake(Route route, Handshake handshake) throws IOException {
        return mine.add(WebSocketWire.dial(route)).shake(handshake);
    }
}
