package org.herald.it.provider;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.HeraldClient;
import org.herald.it.kit.HttpAnswer;
import org.herald.it.kit.TestKeys;
import org.herald.it.kit.TestKeys.SigningKey;
import org.herald.it.kit.Tokens;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Access tokens of version 2.0 as Microsoft Entra ID issues them, and keys as it publishes them: without {@code alg}. */
class EntraIT {

    private static final String FORM =
            "{\"kty\":\"RSA\",\"use\":\"sig\",\"kid\":\"%1$s\",\"x5t\":\"%1$s\",\"n\":\"%2$s\",\"e\":\"AQAB\",\"x5c\":[\"MIID\"],"
                    + "\"cloud_instance_name\":\"microsoftonline.com\",\"issuer\":\"https://login.microsoftonline.com/x/v2.0\"}";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final SigningKey key = TestKeys.another("Vm4tN1t2jqWkhsQz-" + UUID.randomUUID());
    private final Properties settings = Documented.settings("Microsoft Entra ID");

    @AutoClose
    private final Belongings mine = new Belongings();

    @Test
    void letsNobodyInBeforeThereAreKeysAndThenWhoHasAnAccessToken() {
        KeyServer keys = mine.add(new KeyServer(Provider.newDirectory("entra")));
        Provider entra = Provider.launch("Microsoft Entra ID", keys, "entra", mine);
        entra.node().awaitReady();
        String alice = UUID.randomUUID().toString();

        HttpAnswer early = entra.shake(token(alice).sign());
        assertThat(early.status()).isEqualTo(503);
        assertThat(early.header("Retry-After")).isPresent();
        assertThat(early.json().getString("code")).isEqualTo("unavailable");

        keys.publish(List.of(key), FORM);
        Awaitility.await("the keys to be read")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> entra.shake(token(alice).sign()).status() == 101);
        HeraldClient client = mine.add(
                HeraldClient.connect(entra.server(), token(alice, "staff").sign()));
        assertThat(client.userId()).isEqualTo(alice);
        client.join("staff/room");

        assertRefused(entra, token(alice).issuer(otherTenant()).sign(), "issuer");
        assertRefused(
                entra,
                token(alice).issuer("https://sts.windows.net/" + tenant() + "/").sign(),
                "issuer");
        assertRefused(
                entra,
                token(alice).audience("00000003-0000-0000-c000-000000000000").sign(),
                "audience");
        assertRefused(entra, token(alice).notBefore(Duration.ofMinutes(10)).sign(), "not valid yet");
        assertRefused(entra, token(alice).without("oid").sign(), "oid");
    }

    private static void assertRefused(Provider entra, String token, String reason) {
        HttpAnswer answer = entra.shake(token);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json().getString("message")).contains(reason);
    }

    private String tenant() {
        return settings.getProperty("mp.jwt.verify.issuer").split("/")[3];
    }

    private String otherTenant() {
        return settings.getProperty("mp.jwt.verify.issuer")
                .replace(tenant(), UUID.randomUUID().toString());
    }

    private Tokens token(String oid, String... roles) {
        return Tokens.user("pairwise-" + oid.hashCode())
                .signedBy(key)
                .issuer(settings.getProperty("mp.jwt.verify.issuer"))
                .audience(settings.getProperty("mp.jwt.verify.audiences"))
                .without("upn")
                .without("jti")
                .notBefore(Duration.ZERO)
                .claim("aio", "AXQAi/8TAAAA")
                .claim("azp", UUID.randomUUID().toString())
                .claim("azpacr", "0")
                .claim("name", "Alice")
                .claim("oid", oid)
                .claim("preferred_username", "alice@example.com")
                .claim("roles", Json.createArrayBuilder(List.of(roles)).build())
                .claim("scp", "access")
                .claim("tid", tenant())
                .claim("uti", "bS7Vt1kEoEaVAA")
                .claim("ver", "2.0");
    }
}
