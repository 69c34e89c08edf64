package org.herald.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.Handshake;
import org.herald.it.kit.HandshakeRefused;
import org.herald.it.kit.HeraldClient;
import org.herald.it.kit.HeraldWar;
import org.herald.it.kit.Http;
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
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Where a token may come from: the first source that holds one decides (protocol section 1). */
@ExtendWith(ArquillianExtension.class)
class TokenSourcesIT {

    /** In the order in which they are asked. */
    static final List<Source> SOURCES = List.of(
            new Source("header", Handshake::bearer),
            new Source("cookie", (handshake, token) -> handshake.cookie("herald-token", token)),
            new Source("protocol", (handshake, token) -> handshake.protocols("herald.v1", "bearer." + token)),
            new Source("query", (handshake, token) -> handshake.query("token", token)));

    @ArquillianResource
    private Server server;

    @AutoClose
    private final Belongings mine = new Belongings();

    @Deployment(testable = false)
    @TargetsContainer("herald")
    static WebArchive herald() {
        return HeraldWar.built();
    }

    static Stream<Arguments> pairs() {
        return IntStream.range(0, SOURCES.size())
                .boxed()
                .flatMap(first -> IntStream.range(first + 1, SOURCES.size())
                        .mapToObj(later -> Arguments.of(SOURCES.get(first), SOURCES.get(later))));
    }

    @ParameterizedTest
    @FieldSource("SOURCES")
    void takesATokenFrom(Source source) {
        assertThat(connect(source.put(plain(), Tokens.of("alice"))).userId()).isEqualTo("alice");
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void asksTheOneBeforeTheOther(Source first, Source later) {
        Handshake both = first.put(later.put(plain(), Tokens.of("bob")), Tokens.of("alice"));

        assertThat(connect(both).userId()).isEqualTo("alice");
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void doesNotMakeUpForABadTokenByALaterOne(Source first, Source later) {
        String bad = Tokens.user("alice").signedBy(TestKeys.STRANGER).sign();
        Handshake both = first.put(later.put(plain(), Tokens.of("alice")), bad);

        assertThat(refusal(both).status()).isEqualTo(401);
    }

    @Test
    void takesBothNamesInTheQuery() {
        assertThat(connect(plain().query("access_token", Tokens.of("alice"))).userId())
                .isEqualTo("alice");
    }

    @Test
    void passesOverSourcesThatHoldNoToken() {
        Handshake handshake = plain().header("Authorization", "Basic YWxpY2U6c2VjcmV0")
                .cookie("other", "value")
                .query("token", "")
                .query("access_token", Tokens.of("alice"));

        assertThat(connect(handshake).userId()).isEqualTo("alice");
    }

    @Test
    void readsTheSchemeInAnyCaseAndTheCookieAmongOthers() {
        Handshake shouting = plain().header("Authorization", "BEARER " + Tokens.of("alice"));
        Handshake amongOthers = plain().header("Cookie", "a=b; herald-token=" + Tokens.of("bob") + "; c=d");

        assertThat(connect(shouting).userId()).isEqualTo("alice");
        assertThat(connect(amongOthers).userId()).isEqualTo("bob");
    }

    @Test
    void givesOutNoTokensOutsideOfDevelopmentMode() {
        HttpResponse<String> answer = Http.post(server.uri("/dev/token"), "application/json", "{\"user\":\"alice\"}");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("\"not_found\"").doesNotContain("\"token\"");
    }

    @Test
    void guessesNothingWhereASourceHoldsTwo() {
        String one = Tokens.of("alice");
        String two = Tokens.of("bob");

        assertThat(refusal(plain().query("token", one).query("access_token", two))
                        .status())
                .isEqualTo(400);
        assertThat(refusal(plain().header("Cookie", "herald-token=" + one + "; herald-token=" + two))
                        .status())
                .isEqualTo(400);
        assertThat(refusal(plain().protocols("herald.v1", "bearer." + one, "bearer." + two))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void answersTheSubprotocolAndNeverTheToken() throws IOException {
        String token = Tokens.of("alice");

        for (Handshake offer : List.of(
                plain().protocols("bearer." + token, "herald.v1"),
                plain().protocols("mqtt", "herald.v1", "bearer." + token))) {
            HttpAnswer answer = shake(offer);

            assertThat(answer.status()).isEqualTo(101);
            assertThat(answer.headers().get("sec-websocket-protocol")).containsExactly("herald.v1");
            assertThat(answer.headers().toString()).doesNotContain(token).doesNotContain("bearer");
        }
    }

    @Test
    void servesWhoOffersNoSubprotocolAndNamesNone() throws IOException {
        String token = Tokens.of("alice");

        for (Handshake offer : List.of(plain().protocols().bearer(token), plain().protocols("bearer." + token))) {
            HttpAnswer answer = shake(offer);

            assertThat(answer.status()).isEqualTo(101);
            assertThat(answer.header("Sec-WebSocket-Protocol")).isEmpty();
        }
    }

    private Handshake plain() {
        return Handshake.with(server);
    }

    private HeraldClient connect(Handshake handshake) {
        return mine.add(HeraldClient.connect(Route.to(server), handshake));
    }

    private HandshakeRefused refusal(Handshake handshake) {
        return catchThrowableOfType(HandshakeRefused.class, () -> connect(handshake));
    }

    private HttpAnswer shake(Handshake handshake) throws IOException {
        return mine.add(WebSocketWire.dial(Route.to(server))).shake(handshake);
    }

    /** One way to carry a token. */
    record Source(String name, Way way) {
        Handshake put(Handshake handshake, String token) {
            return way.put(handshake, token);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    interface Way {
        Handshake put(Handshake handshake, String token);
    }
}
