package org.herald.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.herald.audit.AuditLines;
import org.herald.broker.ControlMessage;
import org.herald.hub.UserId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who may ask over plain HTTP. */
class ReceptionTest {

    private static final String COOKIE = "herald-token=";
    private static final String OWN = "https://chat.example.com";
    private static final String LISTED = "https://app.example.com";
    private static final String FOREIGN = "https://evil.example";

    private final TestNode node = new TestNode(Map.of(
            "herald.origins", LISTED,
            "herald.auth.container", "true",
            "herald.limits.handshakes-per-address", "5/PT5S"));
    private final String token = node.token("alice");

    @AfterEach
    void close() {
        node.close();
    }

    private static TestKnock request(String method) {
        return new TestKnock().without("Upgrade").without("Connection").method(method);
    }

    private TestKnock cookie(String method) {
        return request(method).header("Cookie", COOKIE + token);
    }

    private String user(TestKnock knock) {
        return node.reception().receive(knock.made()).identity().user().value();
    }

    private void refuses(Refusal why, TestKnock knock) {
        assertThatThrownBy(() -> node.reception().receive(knock.made()))
                .isInstanceOfSatisfying(
                        HandshakeRefused.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(why));
    }

    @Test
    void takesTokensFromHeaderCookieAndQuery() {
        assertThat(user(request("POST").token(token))).isEqualTo("alice");
        assertThat(user(request("POST").query("token=" + token))).isEqualTo("alice");
        assertThat(user(cookie("GET"))).isEqualTo("alice");
        assertThat(node.reception()
                        .receive(request("GET").token(token).made())
                        .principal()
                        .getName())
                .isEqualTo("alice");
    }

    @Test
    void givesNoMeaningToASubprotocol() {
        refuses(Refusal.UNAUTHORIZED, request("GET").header("Sec-WebSocket-Protocol", "herald.v1, bearer." + token));
        assertThat(user(request("GET")
                        .header("Sec-WebSocket-Protocol", "nonsense")
                        .query("token=" + token)))
                .isEqualTo("alice");
    }

    @Test
    void neverLetsAStrangerIn() {
        try (TestNode open = new TestNode(Map.of("herald.auth.sources", "header,first-message"))) {
            assertThatThrownBy(() -> open.reception().receive(request("GET").made()))
                    .isInstanceOfSatisfying(
                            HandshakeRefused.class,
                            refused -> assertThat(refused.refusal()).isEqualTo(Refusal.UNAUTHORIZED));
        }
    }

    @Test
    void refusesBadTokensAndRevokedOnes() {
        refuses(Refusal.UNAUTHORIZED, request("GET"));
        refuses(Refusal.UNAUTHORIZED, request("GET").token("nonsense"));
        refuses(Refusal.BAD_REQUEST, request("GET").query("token=" + token + "&token=" + token));
        long now = node.clock().millis();
        node.broker()
                .control()
                .send(new ControlMessage.RevokeUser(new UserId("alice"), now + 1000, now + 3_600_000, null))
                .toCompletableFuture()
                .join();
        refuses(Refusal.UNAUTHORIZED, request("GET").token(token));
    }

    @Test
    void refusesForeignPagesWhateverTheyBring() {
        assertThatThrownBy(() -> node.reception()
                        .requirePage(
                                request("OPTIONS").header("Origin", FOREIGN).made()))
                .isInstanceOfSatisfying(
                        HandshakeRefused.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(Refusal.FORBIDDEN_ORIGIN));
        refuses(Refusal.FORBIDDEN_ORIGIN, request("GET").token(token).header("Origin", FOREIGN));
        refuses(Refusal.FORBIDDEN_ORIGIN, request("GET").token(token).header("Origin", "null"));
        for (String origin : List.of(OWN, LISTED)) {
            node.reception()
                    .requirePage(request("OPTIONS").header("Origin", origin).made());
            assertThat(user(cookie("POST").header("Origin", origin))).isEqualTo("alice");
        }
    }

    @Test
    void notesForeignPagesAsForeignHandshakesAreButNotWithoutEnd() {
        AuditLines audit = new AuditLines();
        try {
            for (int i = 0; i < 50; i++) {
                assertThatThrownBy(() -> node.reception()
                                .requirePage(
                                        request("GET").header("Origin", FOREIGN).made()))
                        .isInstanceOf(HandshakeRefused.class);
            }
            assertThat(audit.facts("refused")).hasSize(5);
            assertThat(audit.facts("refused").get(0).getString("door")).isEqualTo("http");
            assertThat(audit.facts("refused").get(0).getString("code")).isEqualTo("forbidden_origin");
        } finally {
            audit.close();
        }
        assertThat(node.counts().of("handshake refused forbidden_origin")).isEqualTo(5);
        assertThat(node.counts().of("handshake refused too_many_connections")).isEqualTo(45);
        assertThat(node.counts().of("limit handshakes-per-address")).isEqualTo(45);
    }

    @Test
    void takesACookieForAChangeOnlyFromAPageThatMaySendIt() {
        for (String method : List.of("POST", "DELETE", "PUT")) {
            refuses(Refusal.FORBIDDEN_ORIGIN, cookie(method).from("192.0.2." + method.length()));
        }
        assertThat(user(cookie("POST").token(token))).as("a header comes first").isEqualTo("alice");
        assertThat(user(cookie("HEAD"))).isEqualTo("alice");
    }

    @Test
    void takesALoginOfTheContainerAsItTakesACookie() {
        assertThat(user(request("GET").login("bob"))).isEqualTo("bob");
        assertThat(user(request("POST").login("bob").header("Origin", OWN))).isEqualTo("bob");
        refuses(Refusal.FORBIDDEN_ORIGIN, request("POST").login("bob"));
        assertThat(user(request("POST").login("bob").token(token))).isEqualTo("alice");
        assertThat(node.reception()
                        .receive(request("GET").login("bob").made())
                        .identity()
                        .roles())
                .containsExactly("herald-admin");
    }

    @Test
    void takesNoCookieForAnImageOnAnotherSite() {
        refuses(Refusal.FORBIDDEN_ORIGIN, cookie("GET").header("Sec-Fetch-Site", "cross-site"));
        refuses(Refusal.FORBIDDEN_ORIGIN, cookie("GET").header("Sec-Fetch-Site", "same-site"));
        assertThat(user(cookie("GET").header("Sec-Fetch-Site", "same-origin"))).isEqualTo("alice");
        assertThat(user(cookie("GET").header("Sec-Fetch-Site", "none"))).isEqualTo("alice");
        assertThat(user(cookie("GET").header("Sec-Fetch-Site", "cross-site").header("Origin", LISTED)))
                .isEqualTo("alice");
        assertThat(user(request("GET").token(token).header("Sec-Fetch-Site", "cross-site")))
                .isEqualTo("alice");
    }

    @Test
    void holdsUpAnAddressThatIsRefusedTooOftenButNobodyWithAGoodToken() {
        for (int i = 0; i < 5; i++) {
            refuses(Refusal.UNAUTHORIZED, request("GET"));
        }
        refuses(Refusal.TOO_MANY_CONNECTIONS, request("GET"));
        assertThat(user(request("GET").token(token))).isEqualTo("alice");
        refuses(Refusal.UNAUTHORIZED, request("GET").from("198.51.100.1"));
        node.advance(Duration.ofSeconds(2));
        refuses(Refusal.UNAUTHORIZED, request("GET"));
    }

    @Test
    void countsNoAttemptForACallerWhoIsLetIn() {
        for (int i = 0; i < 20; i++) {
            assertThat(user(request("GET").token(token))).isEqualTo("alice");
        }
        refuses(Refusal.UNAUTHORIZED, request("GET"));
    }
}
