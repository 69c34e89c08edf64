package org.herald.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.Body;
import org.herald.it.kit.Handshake;
import org.herald.it.kit.HeraldClient;
import org.herald.it.kit.HeraldWar;
import org.herald.it.kit.Http;
import org.herald.it.kit.HttpAnswer;
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
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong with a request over HTTP is told as a problem, and nothing else is. */
@ExtendWith(ArquillianExtension.class)
class RestRefusalIT {

    private static final String LISTED = "https://app.herald.test";
    private static final String MESSAGES = "/rooms/general/messages";

    @ArquillianResource
    private Server server;

    @AutoClose
    private final Belongings mine = new Belongings();

    @Deployment(testable = false)
    @TargetsContainer("strict")
    static WebArchive herald() {
        return HeraldWar.built();
    }

    private final String user = "user " + UUID.randomUUID();

    private Rest rest() {
        return new Rest(server, Tokens.of(user));
    }

    @Test
    void asksForATokenAndTakesItFromWhereItMayBe() {
        String token = Tokens.of(user);
        Rest nobody = new Rest(server, null);
        assertThat(nobody.get(MESSAGES, "Cookie", "herald-token=" + token).status())
                .isEqualTo(200);
        assertThat(nobody.get(MESSAGES + "?token=" + token).status()).isEqualTo(200);
        assertThat(nobody.get(MESSAGES + "?access_token=" + token).status()).isEqualTo(200);

        HttpAnswer refused = refused("Authorization: Bearer "
                + Tokens.user(user).expiresIn(Duration.ofMinutes(-1)).sign());
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.header("Content-Type")).contains("application/problem+json");
        assertThat(refused.header("WWW-Authenticate")).contains("Bearer error=\"invalid_token\"");
        assertThat(refused.header("Cache-Control")).contains("no-store");
        assertThat(refused.json().getString("code")).isEqualTo("unauthorized");
        assertThat(refused.json().keySet()).containsExactlyInAnyOrder("type", "title", "status", "detail", "code");
        assertThat(rest().get(MESSAGES + "?token=x&token=y").status())
                .as("the header decides")
                .isEqualTo(200);
    }

    @Test
    void takesACookieForAChangeOnlyFromAPageThatSaysWhoseItIs() {
        Rest nobody = new Rest(server, null);
        String[] cookie = {"Cookie", "herald-token=" + Tokens.of(user)};
        JsonObject body = Body.of("content", "x");
        assertThat(nobody.post(MESSAGES, body, cookie).problem()).isEqualTo("403 forbidden_origin");
        assertThat(nobody.post(MESSAGES, body, cookie[0], cookie[1], "Origin", LISTED)
                        .status())
                .isEqualTo(201);
        String own = "http://" + server.base().getAuthority();
        assertThat(nobody.post(MESSAGES, body, cookie[0], cookie[1], "Origin", own)
                        .status())
                .isEqualTo(201);
    }

    @Test
    void letsPagesOfListedOriginsReadAnswers() {
        Rest.Answer answer = rest().get(MESSAGES, "Origin", LISTED);

        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(LISTED);
        assertThat(answer.header("Access-Control-Allow-Credentials")).isEqualTo("true");
        assertThat(answer.header("Access-Control-Expose-Headers")).contains("ETag", "Location", "Retry-After");
        assertThat(answer.response().headers().allValues("Vary").toString()).contains("Origin");
        assertThat(rest().get(MESSAGES).header("Access-Control-Allow-Origin")).isNull();
        assertThat(rest().get(MESSAGES).response().headers().allValues("Vary").toString())
                .contains("Origin");
        assertThat(refused("Origin: " + LISTED).header("Access-Control-Allow-Origin"))
                .as("why can be read")
                .contains(LISTED);
    }

    /** By an address that no other test is counted by. */
    private HttpAnswer refused(String header) {
        return refused("GET", header);
    }

    private HttpAnswer refused(String method, String... headers) {
        Route elsewhere = Route.to(server).fromElsewhere();
        try (RawHttp http = RawHttp.send(elsewhere, method + " /herald/api" + MESSAGES, headers)) {
            return http.answer();
        }
    }

    @Test
    void answersPreflightsWithoutAToken() {
        Rest nobody = new Rest(server, null);
        String[] asked = {"Access-Control-Request-Method", "POST", "Access-Control-Request-Headers", "authorization"};
        Rest.Answer allowed =
                nobody.call("OPTIONS", MESSAGES, null, "Origin", LISTED, asked[0], asked[1], asked[2], asked[3]);
        assertThat(allowed.status()).isEqualTo(204);
        assertThat(allowed.header("Access-Control-Allow-Origin")).isEqualTo(LISTED);
        assertThat(allowed.header("Access-Control-Allow-Methods")).contains("POST", "DELETE");
        assertThat(allowed.header("Access-Control-Allow-Headers"))
                .contains("Authorization", "Content-Type", "traceparent");

        HttpAnswer preflight = refused("OPTIONS", "Origin: https://evil.example", asked[0] + ": " + asked[1]);
        assertThat(preflight.status()).isEqualTo(403);
        assertThat(preflight.json().getString("code")).isEqualTo("forbidden_origin");
        assertThat(preflight.header("Access-Control-Allow-Origin")).isEmpty();
        for (String origin : List.of("https://evil.example", "null")) {
            HttpAnswer refused = refused("GET", "Origin: " + origin, "Authorization: Bearer " + Tokens.of(user));
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.json().getString("code")).isEqualTo("forbidden_origin");
        }
    }

    @Test
    void holdsUpAPageOfAnotherOriginThatTriesTooOften() {
        Route elsewhere = Route.to(server).fromElsewhere();
        List<Integer> statuses = IntStream.range(0, 40)
                .mapToObj(i -> RawHttp.get(elsewhere, "/herald/api" + MESSAGES, "Origin: https://evil.example")
                        .status())
                .toList();
        assertThat(statuses).startsWith(403, 403, 403).contains(429).containsOnly(403, 429);
    }

    @Test
    void saysWhatIsNotThereAndWhatCannotBeDone() {
        assertThat(rest().get("").problem()).isEqualTo("404 not_found");
        assertThat(rest().get("/nothing").problem()).isEqualTo("404 not_found");
        assertThat(rest().get("/rooms/general").problem()).isEqualTo("404 not_found");
        assertThat(rest().get("/application.wadl").problem()).isEqualTo("404 not_found");
        Rest.Answer deleted = rest().call("DELETE", MESSAGES, null);
        assertThat(deleted.problem()).isEqualTo("405 method_not_allowed");
        assertThat(deleted.header("Allow")).contains("GET", "POST");
        assertThat(rest().get(MESSAGES, "Accept", "text/html").problem()).isEqualTo("406 not_acceptable");
        assertThat(rest().call("POST", MESSAGES, "content=x", "Content-Type", "application/x-www-form-urlencoded")
                        .problem())
                .isEqualTo("415 unsupported_media_type");
        assertThat(rest().call("POST", MESSAGES, "{\"content\":\"x\"}", "Content-Type", "text/plain")
                        .problem())
                .isEqualTo("415 unsupported_media_type");
    }

    @Test
    void answersHeadAndOptions() {
        Rest.Answer head = rest().call("HEAD", MESSAGES, null);
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.header("ETag")).isNotNull();
        Rest.Answer options = rest().call("OPTIONS", MESSAGES, null);
        assertThat(options.status()).isLessThan(300);
        assertThat(options.header("Allow")).contains("GET", "POST");
    }

    @Test
    void bindsBodiesToTheSizeOfAMessage() {
        String fits = "{\"content\":[\"" + "x".repeat(4096 - 16) + "\"]}";
        assertThat(fits).hasSize(4096);
        assertThat(rest().post(MESSAGES, fits).status()).isEqualTo(201);
        assertThat(rest().post(MESSAGES, fits + " ").problem()).isEqualTo("413 too_large");
        assertThat(rest().post(MESSAGES, "x".repeat(3_000_000)).problem()).isEqualTo("413 too_large");
        String[] headers = {
            "Authorization: Bearer " + Tokens.of(user), "Content-Type: application/json", "Content-Length: 5000"
        };
        try (RawHttp http = RawHttp.send(Route.to(server), "POST /herald/api" + MESSAGES, headers)) {
            HttpAnswer answer = http.body("x".repeat(5000)).answer();
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.header("Connection")).contains("close");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{\"content\":\"x\"",
                "{\"content\":\"x\"} {}",
                "{content:1}",
                "{\"content\":01}",
                "{\"content\":NaN}",
                "\u0000"
            })
    void refusesWhatIsNoJson(String body) {
        assertThat(rest().post(MESSAGES, body).problem()).isEqualTo("400 bad_json");
    }

    @Test
    void refusesJsonThatIsNoObjectOrTooDeep() {
        assertThat(rest().post(MESSAGES, "[]").problem()).isEqualTo("400 bad_envelope");
        assertThat(rest().post(MESSAGES, "{\"content\":1,\"content\":2}").problem())
                .isEqualTo("400 bad_envelope");
        assertThat(rest().post(MESSAGES, "{\"content\":" + "[".repeat(32) + "]".repeat(32) + "}")
                        .problem())
                .isEqualTo("400 bad_json");
        assertThat(rest().post(MESSAGES, "{\"content\":" + "[".repeat(2000) + "]".repeat(2000) + "}")
                        .problem())
                .isEqualTo("400 bad_json");
    }

    @Test
    void refusesPathsAndQueriesThatAreNotWellFormed() {
        assertThat(rest().get("/rooms/@%FF/messages").status()).isEqualTo(400);
        assertThat(rest().get("/rooms/@a%00/messages").status()).isEqualTo(400);
        assertThat(rest().get("/rooms/@a%0A/messages").status()).isEqualTo(400);
        assertThat(rest().get(MESSAGES + "?limit=1&limit=2").problem()).isEqualTo("400 bad_request");
        assertThat(rest().get(MESSAGES + "?since=%FF").problem()).isEqualTo("400 bad_request");
    }

    @Test
    void countsMessagesOverBothDoorsTogether() {
        HeraldClient alice = mine.add(HeraldClient.connect(
                Route.to(server).fromElsewhere(), Handshake.with(server).bearer(Tokens.of(user))));
        alice.join("rates");
        IntStream.range(0, 10).forEach(i -> alice.say("rates", "over the socket"));
        List<Rest.Answer> answers = IntStream.range(0, 12)
                .mapToObj(i -> rest().post("/rooms/rates/messages", Body.of("content", "over HTTP")))
                .toList();

        assertThat(answers.subList(0, 10)).allMatch(answer -> answer.status() == 201);
        Rest.Answer refused = answers.get(11);
        assertThat(refused.problem()).isEqualTo("429 rate_limited");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 4);
        assertThat(refused.json().getInt("retryAfterMs")).isBetween(1, 4000);
        assertThat(new Rest(server, Tokens.of(user + " other"))
                        .post("/rooms/rates/messages", Body.of("content", "x"))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void countsOtherRequestsPerUser() {
        List<Integer> statuses = IntStream.range(0, 60)
                .mapToObj(i -> rest().get("/rooms/rates/members").status())
                .toList();
        assertThat(statuses.subList(0, 50)).containsOnly(200);
        assertThat(statuses).endsWith(429);
    }

    @Test
    void keepsAnAddressFromTryingTokensButNotThoseWhoHaveOne() {
        // 127.0.0.1 is not to be held up for the other tests: it comes from elsewhere
        Route elsewhere = Route.to(server).fromElsewhere();
        List<Integer> statuses = IntStream.range(0, 12)
                .mapToObj(i -> RawHttp.get(elsewhere, "/herald/api" + MESSAGES, "Authorization: Bearer x")
                        .status())
                .toList();
        assertThat(statuses.subList(0, 10)).containsOnly(401);
        assertThat(statuses).endsWith(429);
        assertThat(RawHttp.get(elsewhere, "/herald/api" + MESSAGES, "Authorization: Bearer " + Tokens.of(user))
                        .status())
                .isEqualTo(200);
        assertThat(Http.get(server.fromTop("/health/ready")).statusCode()).isEqualTo(200);
    }
}
