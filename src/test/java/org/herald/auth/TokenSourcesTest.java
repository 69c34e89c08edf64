package org.herald.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenSourcesTest {

    private final TokenSources sources = new TokenSources(Given.auth());

    @ParameterizedTest
    @ValueSource(strings = {"Bearer a.b.c", "bearer a.b.c", "BEARER   a.b.c", " Bearer a.b.c "})
    void findsATokenInTheHeader(String value) {
        assertFound(TokenSource.HEADER, Given.headers("Authorization", value));
    }

    @Test
    void findsATokenInTheCookie() {
        assertFound(TokenSource.COOKIE, Given.headers("Cookie", "a=1; herald-token=a.b.c; b=2"));
        assertFound(TokenSource.COOKIE, Given.headers("Cookie", "a=1", "Cookie", "herald-token=\"a.b.c\""));
    }

    @Test
    void findsATokenAmongTheSubprotocols() {
        assertFound(TokenSource.PROTOCOL, Given.headers("Sec-WebSocket-Protocol", "herald.v1, bearer.a.b.c"));
        assertFound(
                TokenSource.PROTOCOL,
                Given.headers("Sec-WebSocket-Protocol", "herald.v1", "sec-websocket-protocol", "bearer.a.b.c"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"token=a.b.c", "access_token=a.b.c", "join=none&token=a.b.c", "%74oken=a%2Eb.c", "&&token=a.b.c&"
            })
    void findsATokenInTheQuery(String query) {
        assertFound(TokenSource.QUERY, Given.request(query));
    }

    @Test
    void findsNothingWhereThereIsNothing() {
        assertThat(sources.find(Given.request(null))).isEmpty();
        assertThat(sources.find(Given.request("join=none", "Cookie", "other=x", "Authorization", "Basic YTpi")))
                .isEmpty();
    }

    @Test
    void takesAnEmptyPlaceForNone() {
        assertFound(
                TokenSource.QUERY,
                Given.request(
                        "access_token=&token=a.b.c",
                        "Authorization",
                        "Bearer ",
                        "Cookie",
                        "herald-token=; herald-token=\"\"",
                        "Sec-WebSocket-Protocol",
                        "bearer."));
    }

    @Test
    void letsTheFirstSourceThatHoldsATokenDecide() {
        assertFound(
                TokenSource.HEADER,
                Given.request("token=q", "Authorization", "Bearer a.b.c", "Cookie", "herald-token=c"));
        assertFound(
                TokenSource.COOKIE,
                Given.request("token=q", "Sec-WebSocket-Protocol", "bearer.p", "Cookie", "herald-token=a.b.c"));
    }

    @Test
    void asksInTheConfiguredOrderAndNowhereElse() {
        TokenSources configured = new TokenSources(Given.auth("herald.auth.sources", "query,header"));

        assertThat(configured.find(Given.request("token=q", "Authorization", "Bearer h")))
                .contains(new FoundToken(TokenSource.QUERY, "q"));
        assertThat(configured.find(Given.headers("Cookie", "herald-token=c", "Sec-WebSocket-Protocol", "bearer.p")))
                .isEmpty();
    }

    @Test
    void readsTheConfiguredCookieOnly() {
        TokenSources configured = new TokenSources(Given.auth("herald.auth.cookie", "session"));

        assertThat(configured.find(Given.headers("Cookie", "herald-token=x; Session=y; xsession=z")))
                .isEmpty();
        assertThat(configured.find(Given.headers("Cookie", "session=x=y")))
                .map(FoundToken::token)
                .contains("x=y");
    }

    @Test
    void allowsATokenInTheFirstMessageOnlyWhenToldTo() {
        assertThat(sources.allowFirstMessage()).isFalse();
        TokenSources configured = new TokenSources(Given.auth("herald.auth.sources", "header,first-message"));
        assertThat(configured.allowFirstMessage()).isTrue();
        assertThat(configured.find(Given.request("token=q"))).isEmpty();
    }

    @Test
    void refusesTwoTokensInOneSource() {
        assertBadRequest(Given.headers("Authorization", "Bearer a", "Authorization", "Bearer a"));
        assertBadRequest(Given.headers("Authorization", "Basic a", "Authorization", "Bearer a"));
        assertBadRequest(Given.headers("Cookie", "herald-token=a; herald-token=b"));
        assertBadRequest(Given.headers("Cookie", "herald-token=a", "Cookie", "herald-token=b"));
        assertBadRequest(Given.headers("Sec-WebSocket-Protocol", "bearer.a, bearer.b"));
        assertBadRequest(Given.request("token=a&token=b"));
        assertBadRequest(Given.request("token=a&access_token=b"));
        assertBadRequest(Given.request("token=a&%74oken=b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token=%",
                "token=%2",
                "token=%zz",
                "%=1",
                "a=%ff",
                "a=%c0%af",
                "a=\u00e9",
                "a=b c",
                "a=%00",
                "a=%0d%0a",
                "a=%ED%A0%80"
            })
    void refusesAMalformedQuery(String query) {
        assertBadRequest(Given.request(query));
    }

    @Test
    void refusesAnEndlessQuery() {
        assertBadRequest(Given.request("a=" + "x".repeat(16 * 1024)));
        assertBadRequest(Given.request("a&".repeat(257)));
    }

    @Test
    void readsAQueryAsBrowsersWriteIt() {
        Query query = Query.parse("a=1+2%2B&a=%C3%A4&b&c=&=d&join=none");

        assertThat(query.all("a")).containsExactly("1 2+", "ä");
        assertThat(query.one("b")).contains("");
        assertThat(query.one("c")).contains("");
        assertThat(query.one("nothing")).isEmpty();
        assertThat(query.one("join")).contains("none");
        assertThatThrownBy(() -> query.one("a")).isInstanceOf(BadRequest.class);
        assertThat(Query.parse(null).all("a")).isEmpty();
    }

    private void assertFound(TokenSource source, RequestView request) {
        Optional<FoundToken> found = sources.find(request);
        assertThat(found).contains(new FoundToken(source, "a.b.c"));
    }

    private void assertBadRequest(RequestView request) {
        assertThatThrownBy(() -> sources.find(request)).isInstanceOf(BadRequest.class);
    }
}
