package org.herald.it.provider;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.HeraldClient;
import org.herald.it.kit.HttpAnswer;
import org.herald.it.kit.TestKeys;
import org.herald.it.kit.TestKeys.SigningKey;
import org.herald.it.kit.Tokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Access tokens as Keycloak issues them, and keys as it publishes and rotates them. */
class KeycloakIT {

    private static final String FORM =
            "{\"kid\":\"%s\",\"kty\":\"RSA\",\"alg\":\"RS256\",\"use\":\"sig\",\"n\":\"%s\",\"e\":\"AQAB\",\"x5t\":\"c29t\"}";

    /** It publishes a key for encryption beside, and the same way. */
    private static final String FOR_ENCRYPTION =
            "{\"kid\":\"for-encryption\",\"kty\":\"RSA\",\"alg\":\"RSA-OAEP\",\"use\":\"enc\",\"n\":\"AQAB\",\"e\":\"AQAB\"}";

    private static final Duration ROTATION = Duration.ofSeconds(60);

    private static final Belongings servers = new Belongings();
    private static final SigningKey first = TestKeys.another("FJ86GcF3jTbNLOco4NvZkUCIUmfYCqoqtOQeMfbhNlE");
    private static Provider keycloak;

    @AutoClose
    private final Belongings mine = new Belongings();

    @BeforeAll
    static void start() {
        KeyServer keys = servers.add(new KeyServer(Provider.newDirectory("keycloak")));
        keys.publish(List.of(first), FOR_ENCRYPTION + "," + FORM);
        keycloak = Provider.launch("Keycloak", keys, "keycloak", servers);
        keycloak.node().awaitReady();
    }

    @AfterAll
    static void end() {
        servers.close();
    }

    @Test
    void letsInWhoHasAnAccessTokenAndKnowsTheRoles() {
        HeraldClient alice = mine.add(HeraldClient.connect(
                keycloak.server(), token("alice", first, "staff").sign()));
        HeraldClient bob = mine.add(
                HeraldClient.connect(keycloak.server(), token("bob", first).sign()));

        assertThat(alice.userId()).isEqualTo("alice");
        alice.join("staff/room");
        assertThat(bob.refusal("room.join", "staff/room", null)).isEqualTo("room_forbidden");
    }

    @Test
    void refusesWhatIsNotForHerald() {
        assertRefused(token("alice", first).audience("account").sign(), "audience");
        assertRefused(
                token("alice", first)
                        .audience("web-app")
                        .claim("typ", "ID")
                        .without("realm_access")
                        .sign(),
                "audience");
        assertRefused(
                token("alice", first)
                        .issuer(keycloak.issuer().replace("/main", "/another"))
                        .sign(),
                "issuer");
        assertRefused(token("alice", first).without("preferred_username").sign(), "preferred_username");
    }

    @Test
    void followsTheRotationOfKeysAndOutlivesTheirServer() {
        SigningKey second = TestKeys.another("second-" + UUID.randomUUID());
        assertThat(keycloak.shake(token("alice", first).sign()).status()).isEqualTo(101);

        keycloak.keys().publish(List.of(second), FORM);
        Awaitility.await("the new key to be known")
                .atMost(ROTATION)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> keycloak.shake(token("alice", second).sign()).status() == 101);
        assertRefused(token("alice", first).sign(), "a key that is not known");

        keycloak.keys().fail();
        int before = keycloak.keys().reads();
        for (int i = 0; i < 50; i++) {
            SigningKey invented = new SigningKey("RS256", "invented-" + i, first.pair());
            assertRefused(token("mallory", invented).sign(), "a key that is not known");
        }
        assertThat(keycloak.keys().reads()).isBetween(before, before + 1);
        assertThat(keycloak.shake(token("alice", second).sign()).status()).isEqualTo(101);

        keycloak.keys().publish(List.of(first), FOR_ENCRYPTION + "," + FORM);
        Awaitility.await("the first key to be known again")
                .atMost(ROTATION)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> keycloak.shake(token("alice", first).sign()).status() == 101);
    }

    private static void assertRefused(String token, String reason) {
        HttpAnswer answer = keycloak.shake(token);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json().getString("message")).contains(reason);
    }

    private static Tokens token(String name, SigningKey key, String... roles) {
        return Tokens.user(UUID.randomUUID().toString())
                .signedBy(key)
                .issuer(keycloak.issuer())
                .without("upn")
                .claim("aud", array("herald", "account"))
                .claim("typ", "Bearer")
                .claim("azp", "web-app")
                .claim("sid", UUID.randomUUID().toString())
                .claim("acr", "1")
                .claim("allowed-origins", array("https://app.example.com"))
                .claim(
                        "realm_access",
                        Json.createObjectBuilder()
                                .add(
                                        "roles",
                                        Json.createArrayBuilder(array(roles)).add("offline_access"))
                                .build())
                .claim(
                        "resource_access",
                        Json.createObjectBuilder()
                                .add("account", Json.createObjectBuilder().add("roles", array("view-profile")))
                                .build())
                .claim("groups", array("/people"))
                .claim("scope", "openid profile email")
                .claim("preferred_username", name);
    }

    private static JsonArray array(String... values) {
        return Json.createArrayBuilder(List.of(values)).build();
    }
}
