package org.herald.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.HandshakeRefused;
import org.herald.it.kit.HeraldClient;
import org.herald.it.kit.HeraldWar;
import org.herald.it.kit.Http;
import org.herald.it.kit.Server;
import org.herald.it.kit.Tokens;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.TargetsContainer;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Development mode: tokens for the asking, good on this node alone, and said loudly. */
@ExtendWith(ArquillianExtension.class)
class DevModeIT {

    @ArquillianResource
    private Server server;

    @AutoClose
    private final Belongings mine = new Belongings();

    @Deployment(testable = false)
    @TargetsContainer("dev")
    static WebArchive herald() {
        return HeraldWar.built();
    }

    @Test
    void givesATokenForWhateverNameIsAskedFor() {
        HttpResponse<String> answer = ask("{\"user\":\"alice\",\"ttlSeconds\":600}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
        long end = Instant.now().plus(Duration.ofMinutes(10)).toEpochMilli();
        assertThat(json(answer).getJsonNumber("expiresAt").longValue()).isCloseTo(end, within(5_000L));

        HeraldClient alice = mine.add(HeraldClient.connect(server, json(answer).getString("token")));
        assertThat(alice.userId()).isEqualTo("alice");
        assertThat(alice.welcome().getJsonNumber("expiresAt").longValue()).isCloseTo(end, within(5_000L));
    }

    @Test
    void givesRolesToo() {
        HttpResponse<String> answer = ask("{\"user\":\"ann\",\"groups\":[\"herald-admin\",\"staff\"]}");
        String claims = new String(
                Base64.getUrlDecoder().decode(json(answer).getString("token").split("\\.")[1]), StandardCharsets.UTF_8);

        assertThat(claims).contains("\"groups\":[\"herald-admin\",\"staff\"]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "\"alice\"",
                "{}",
                "{\"user\":\"\"}",
                "{\"user\":7}",
                "{\"user\":null}",
                "{\"user\":\"a\\nb\"}",
                "{\"user\":\"@server\"}",
                "{\"user\":\"alice\",\"groups\":\"staff\"}",
                "{\"user\":\"alice\",\"groups\":[7]}",
                "{\"user\":\"alice\",\"groups\":{}}",
                "{\"user\":\"alice\",\"groups\":null}",
                "{\"user\":\"alice\",\"ttlSeconds\":0}",
                "{\"user\":\"alice\",\"ttlSeconds\":-1}",
                "{\"user\":\"alice\",\"ttlSeconds\":86401}",
                "{\"user\":\"alice\",\"ttlSeconds\":1.5}",
                "{\"user\":\"alice\",\"ttlSeconds\":4294967297}",
                "{\"user\":\"alice\",\"ttlSeconds\":1e99999999}",
                "{\"user\":\"alice\",\"ttlSeconds\":\"60\"}"
            })
    void refusesWhatItCannotUse(String body) {
        assertRefused(body);
    }

    @Test
    void refusesALongNameAndALongBody() {
        assertRefused("{\"user\":\"" + "x".repeat(129) + "\"}");
        assertRefused("{\"user\":\"alice\",\"x\":\"" + "x".repeat(5000) + "\"}");
        assertRefused("{\"x\":" + "[".repeat(4000));
        assertRefused("{\"user\":\"x\",\"x\":" + "[".repeat(1900) + "]".repeat(1900) + "}");
    }

    @Test
    void takesNothingButJson() {
        assertThat(Http.post(server.uri("/dev/token"), "text/plain", "{\"user\":\"alice\"}")
                        .statusCode())
                .isEqualTo(415);
        assertThat(Http.post(server.uri("/dev/token"), "application/x-www-form-urlencoded", "user=alice")
                        .statusCode())
                .isEqualTo(415);
        assertThat(Http.get(server.uri("/dev/token")).statusCode()).isEqualTo(405);
    }

    @Test
    void knowsNoTokenButItsOwn() {
        HandshakeRefused refused =
                Assertions.assertThrows(HandshakeRefused.class, () -> HeraldClient.connect(server, Tokens.of("alice")));

        assertThat(refused.status()).isEqualTo(401);
    }

    @Test
    void saysLoudlyWhatItIs() {
        assertThat(server.log().text()).containsPattern("WARN(ING)?\\b.*DEVELOPMENT MODE");
    }

    private HttpResponse<String> ask(String body) {
        return Http.post(server.uri("/dev/token"), "application/json", body);
    }

    private void assertRefused(String body) {
        HttpResponse<String> answer = ask(body);

        assertThat(answer.statusCode()).as(body).isEqualTo(400);
        assertThat(json(answer).getString("code")).isEqualTo("invalid_data");
    }

    private static JsonObject json(HttpResponse<String> answer) {
        try (var reader = Json.createReader(new StringReader(answer.body()))) {
            return reader.readObject();
        }
    }
}
