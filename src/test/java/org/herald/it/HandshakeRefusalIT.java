package org.herald.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.Handshake;
import org.herald.it.kit.HeraldWar;
import org.herald.it.kit.HttpAnswer;
import org.herald.it.kit.Route;
import org.herald.it.kit.Server;
import org.herald.it.kit.TestKeys;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is not let in hears why in plain HTTP, before any upgrade (protocol section 1). */
@ExtendWith(ArquillianExtension.class)
class HandshakeRefusalIT {

    @ArquillianResource
    private Server server;

    @AutoClose
    private final Belongings mine = new Belongings();

    @Deployment(testable = false)
    @TargetsContainer("herald")
    static WebArchive herald() {
        return HeraldWar.built();
    }

    static Stream<Arguments> noHandshakes() {
        return Stream.of(
                spoilt("a POST", h -> h.method("POST").header("Content-Length", "0")),
                spoilt("no Upgrade", h -> h.without("Upgrade")),
                spoilt("another Upgrade", h -> h.header("Upgrade", "h2c")),
                spoilt("no Connection", h -> h.without("Connection")),
                spoilt("another Connection", h -> h.header("Connection", "keep-alive")),
                spoilt("no key", h -> h.without("Sec-WebSocket-Key")),
                spoilt("an empty key", h -> h.header("Sec-WebSocket-Key", "")),
                spoilt("a short key", h -> h.header("Sec-WebSocket-Key", "c2hvcnQ=")),
                spoilt("a long key", h -> h.header("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZSBhbmQgbW9yZQ==")),
                spoilt("a key that is no base64", h -> h.header("Sec-WebSocket-Key", "!!!!!!!!!!!!!!!!!!!!!!==")),
                spoilt("two keys", h -> h.oneMore("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")),
                spoilt("no version", h -> h.without("Sec-WebSocket-Version")),
                spoilt("an old version", h -> h.header("Sec-WebSocket-Version", "8")),
                spoilt("two versions", h -> h.oneMore("Sec-WebSocket-Version", "8")),
                spoilt("unknown subprotocols only", h -> h.protocols("herald.v9", "mqtt")),
                spoilt("a subprotocol twice", h -> h.protocols("herald.v1", "herald.v1")),
                spoilt("an empty list of subprotocols", h -> h.header("Sec-WebSocket-Protocol", ",")),
                spoilt("a query that is not UTF-8", h -> h.target("/herald/ws?x=%c3%28")),
                spoilt("a line break in the query", h -> h.target("/herald/ws?x=%0a")),
                spoilt("another join", h -> h.query("join", "foo")),
                spoilt("an empty join", h -> h.query("join", "")),
                spoilt("two joins", h -> h.query("join", "none").query("join", "none")),
                spoilt("two Authorization headers", h -> h.oneMore("Authorization", "Bearer another")));
    }

    static Stream<Arguments> badTokens() throws IOException {
        Tokens mallory = Tokens.user("mallory");
        return Stream.of(
                token("garbage", "garbage"),
                token("dots", ".."),
                token("three words", "not.a.token"),
                token("no signature", Tokens.of("mallory").replaceAll("[^.]+$", "")),
                token("a cut signature", Tokens.of("mallory").replaceAll(".{8}$", "")),
                token(
                        "somebody else's key",
                        Tokens.user("mallory").signedBy(TestKeys.STRANGER).sign()),
                token(
                        "another algorithm's key",
                        Tokens.user("mallory").signedBy(TestKeys.EC).sign()),
                token("another name under the signature", Tokens.forged(Tokens.of("alice"), "mallory")),
                token("alg none", mallory.unsigned()),
                token(
                        "alg None, with a signature",
                        Tokens.user("mallory")
                                .header("alg", Json.createValue("None"))
                                .sign()),
                token(
                        "no alg",
                        Tokens.user("mallory").header("alg", JsonValue.NULL).sign()),
                token(
                        "HS256 with the public key's file",
                        confused(Files.readAllBytes(TestKeys.DIRECTORY.resolve("rsa.pem")))),
                token(
                        "HS256 with the public key",
                        confused(TestKeys.RSA.pair().getPublic().getEncoded())),
                token(
                        "expired",
                        Tokens.user("mallory").expiresIn(Duration.ofMinutes(-1)).sign()),
                token("without an end", Tokens.user("mallory").without("exp").sign()),
                token(
                        "an end that is no number",
                        Tokens.user("mallory").claim("exp", "tomorrow").sign()),
                token(
                        "not valid yet",
                        Tokens.user("mallory").notBefore(Duration.ofMinutes(1)).sign()),
                token(
                        "issued in the future",
                        Tokens.user("mallory").issuedAgo(Duration.ofMinutes(-1)).sign()),
                token(
                        "another issuer",
                        Tokens.user("mallory").issuer("https://evil.test").sign()),
                token("no issuer", Tokens.user("mallory").without("iss").sign()),
                token(
                        "another audience",
                        Tokens.user("mallory").audience("billing").sign()),
                token("no audience", Tokens.user("mallory").without("aud").sign()),
                token("no subject", Tokens.user("mallory").without("sub").sign()),
                token("an empty subject", Tokens.of("")),
                token("a subject with a line break", Tokens.of("mal\nlory")),
                token("a subject of 129 characters", Tokens.of("m".repeat(129))),
                token(
                        "a subject that is no text",
                        Tokens.user("m").claim("sub", Json.createValue(7)).sign()),
                token("the server's own name", Tokens.of("@server")),
                token(
                        "a critical extension",
                        Tokens.user("m")
                                .header(
                                        "crit",
                                        Json.createArrayBuilder().add("x").build())
                                .sign()),
                token(
                        "another type of token",
                        Tokens.user("m")
                                .header("typ", Json.createValue("logout+jwt"))
                                .sign()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("noHandshakes")
    void refusesWithBadRequest(String what, UnaryOperator<Handshake> spoil) throws IOException {
        WebSocketWire wire = mine.add(WebSocketWire.dial(Route.to(server)));

        HttpAnswer answer = wire.shake(spoil.apply(good("alice")));

        assertThat(answer.status()).as(what).isEqualTo(400);
        assertRefusal(answer, "bad_request");
        assertServesOn(wire, answer);
    }

    /** Some servers do so themselves, before Herald sees anything. */
    @ParameterizedTest
    @ValueSource(strings = {"join=%zz", "join=none&x=%4"})
    void refusesAQueryThatNobodyCanRead(String query) throws IOException {
        WebSocketWire wire = mine.add(WebSocketWire.dial(Route.to(server)));

        HttpAnswer answer = wire.shake(good("alice").target("/herald/ws?" + query));

        assertThat(answer.status()).isEqualTo(400);
        if (server.product().refusesUnreadableUrls()) {
            assertThat(answer.body()).isEmpty();
        } else {
            assertRefusal(answer, "bad_request");
        }
        assertServesOn(wire, answer);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badTokens")
    void refusesAsUnauthorized(String what, String token) throws IOException {
        WebSocketWire wire = mine.add(WebSocketWire.dial(Route.to(server)));

        HttpAnswer answer = wire.shake(Handshake.with(server).bearer(token));

        assertThat(answer.status()).as(what).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).hasValue("Bearer error=\"invalid_token\"");
        assertRefusal(answer, "unauthorized");
        assertThat(answer.body()).doesNotContain("mallory");
        assertServesOn(wire, answer);
    }

    @Test
    void refusesWhoHasNoToken() throws IOException {
        HttpAnswer answer = shake(Handshake.with(server));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).hasValue("Bearer error=\"invalid_token\"");
        assertRefusal(answer, "unauthorized");
    }

    @Test
    void refusesATokenThatIsTooLong() throws IOException {
        String longest = Tokens.user("alice").claim("padding", "x".repeat(7000)).sign();

        HttpAnswer answer = shake(Handshake.with(server).bearer(longest));

        assertThat(longest.length()).isGreaterThan(8 * 1024);
        assertThat(answer.status()).isBetween(400, 499);
    }

    @Test
    void takesATokenWithinReason() throws IOException {
        String large = Tokens.user("alice").claim("padding", "x".repeat(4000)).sign();

        assertThat(shake(Handshake.with(server).bearer(large)).status()).isEqualTo(101);
    }

    @Test
    void saysWhichVersionItSpeaks() throws IOException {
        HttpAnswer answer = shake(good("alice").header("Sec-WebSocket-Version", "8"));

        assertThat(answer.header("Sec-WebSocket-Version")).hasValue("13");
    }

    @Test
    void readsHeaderNamesAndListsAsHttpHasThem() throws IOException {
        HttpAnswer answer = shake(good("alice")
                .without("Upgrade")
                .without("Connection")
                .header("upgrade", "WebSocket")
                .header("CONNECTION", "keep-alive, upgrade"));

        assertThat(answer.status()).isEqualTo(101);
    }

    @Test
    void refusesForeignPagesAndServesItsOwn() throws IOException {
        String own = "http://" + server.base().getAuthority();
        Map<String, Integer> statuses = Map.of(
                own,
                101, //
                own.replace("http:", "https:"),
                403,
                "http://127.0.0.1:1",
                403,
                "https://evil.test",
                403,
                own + ".evil.test",
                403,
                "null",
                403,
                "*",
                403,
                "file://",
                403);

        for (Map.Entry<String, Integer> expected : statuses.entrySet()) {
            HttpAnswer answer = shake(good("alice").origin(expected.getKey()));

            assertThat(answer.status()).as(expected.getKey()).isEqualTo(expected.getValue());
            if (answer.status() == 403) {
                assertRefusal(answer, "forbidden_origin");
            }
        }
        assertThat(shake(good("alice").origin(own).oneMore("Origin", own)).status())
                .isEqualTo(403);
    }

    @Test
    void letsNobodyNameATicketFromOutside() throws IOException {
        WebSocketWire wire = mine.add(
                WebSocketWire.open(server, good("alice").header("Herald-Connection", "c-000000000000000000000000")));

        assertThat(wire.readText()).contains("\"connected\"").doesNotContain("c-000000000000000000000000");
    }

    private Handshake good(String user) {
        return Handshake.with(server).bearer(Tokens.of(user));
    }

    private HttpAnswer shake(Handshake handshake) throws IOException {
        return mine.add(WebSocketWire.dial(Route.to(server))).shake(handshake);
    }

    private static void assertRefusal(HttpAnswer answer, String code) {
        assertThat(answer.header("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
        assertThat(answer.header("Cache-Control")).hasValue("no-store");
        assertThat(answer.json().keySet()).containsExactlyInAnyOrder("code", "message");
        assertThat(answer.json().getString("code")).isEqualTo(code);
        assertThat(answer.json().getString("message")).isNotBlank();
    }

    /** A refused client may try again, on the same TCP connection unless the server says that it ends it. */
    private void assertServesOn(WebSocketWire wire, HttpAnswer refusal) throws IOException {
        boolean ends =
                refusal.header("Connection").filter("close"::equalsIgnoreCase).isPresent();
        HttpAnswer second = ends ? shake(good("alice")) : wire.shake(good("alice"));
        assertThat(second.status()).isEqualTo(101);
    }

    private static Arguments spoilt(String what, UnaryOperator<Handshake> spoil) {
        return Arguments.of(what, spoil);
    }

    private static Arguments token(String what, String token) {
        return Arguments.of(what, token);
    }

    private static String confused(byte[] secret) {
        return Tokens.user("mallory").signWithSecret(secret);
    }
}
