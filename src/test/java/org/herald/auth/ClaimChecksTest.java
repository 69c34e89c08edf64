package org.herald.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.herald.hub.ErrorCode;
import org.herald.hub.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimChecksTest {

    private static final String SKEW = "mp.jwt.verify.clock.skew";

    private final HandClock clock = new HandClock();

    @Test
    void acceptsATokenUntilTheSecondItExpires() {
        Token token = Token.at(clock).with("exp", clock.seconds() + 60);

        clock.advance(Duration.ofMillis(59_999));
        assertAccepted(token, SKEW, "0");
        clock.advance(Duration.ofMillis(1));
        assertRefused(token, "expired", SKEW, "0");
    }

    @Test
    void bearsWithAnExpiryInTheConfiguredSkew() {
        Token token = Token.at(clock).with("exp", clock.seconds() + 60);

        clock.advance(Duration.ofSeconds(69));
        assertAccepted(token, SKEW, "10");
        clock.advance(Duration.ofSeconds(1));
        assertRefused(token, "expired", SKEW, "10");
    }

    @Test
    void bearsWithFiveSecondsOfSkewUnlessToldOtherwise() {
        assertAccepted(Token.at(clock).with("exp", clock.seconds() - 4));
        assertRefused(Token.at(clock).with("exp", clock.seconds() - 5), "expired");
    }

    @Test
    void countsFractionsOfASecond() {
        Token token = Token.at(clock).with("exp", clock.seconds() + 0.5);

        assertAccepted(token, SKEW, "0");
        clock.advance(Duration.ofMillis(500));
        assertRefused(token, "expired", SKEW, "0");
    }

    @Test
    void refusesATokenThatNeverExpires() {
        assertRefused(Token.at(clock).without("exp"), "never expires");
        assertRefused(Token.at(clock).with("exp", null), "never expires");
    }

    @Test
    void refusesATokenBeforeItsTime() {
        assertAccepted(Token.at(clock).with("nbf", clock.seconds()), SKEW, "0");
        assertRefused(Token.at(clock).with("nbf", clock.seconds() + 1), "not valid yet", SKEW, "0");
        assertAccepted(Token.at(clock).with("nbf", clock.seconds() + 10), SKEW, "10");
        assertRefused(Token.at(clock).with("nbf", clock.seconds() + 11), "not valid yet", SKEW, "10");
    }

    @Test
    void refusesATokenFromTheFuture() {
        assertAccepted(Token.at(clock).with("iat", clock.seconds() + 10), SKEW, "10");
        assertRefused(Token.at(clock).with("iat", clock.seconds() + 11), "in the future", SKEW, "10");
    }

    @Test
    void acceptsATokenWithoutIssueTimeUnlessItsAgeIsLimited() {
        assertAccepted(Token.at(clock).without("iat"));
        assertRefused(Token.at(clock).without("iat"), "when it was issued", "mp.jwt.verify.token.age", "60");
    }

    @Test
    void refusesATokenThatWasIssuedTooLongAgo() {
        Token token = Token.at(clock);
        String[] rules = {"mp.jwt.verify.token.age", "60", SKEW, "10"};

        clock.advance(Duration.ofSeconds(69));
        assertAccepted(token, rules);
        clock.advance(Duration.ofSeconds(1));
        assertRefused(token, "too long ago", rules);
    }

    @ParameterizedTest
    @ValueSource(strings = {"exp", "nbf", "iat"})
    void refusesTimesThatAreNoTimes(String claim) {
        for (Object odd : List.of(
                "1763640000",
                true,
                List.of(1),
                Map.of("a", 1),
                -1,
                1e300,
                new BigInteger("9".repeat(400)),
                Long.MAX_VALUE,
                253_402_300_800L)) {
            assertRefused(Token.at(clock).with(claim, odd), "claim " + claim + " cannot be used");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999", "-1e999", "1e-999", "NaN", "Infinity", "0x10", "-0"})
    void survivesNumbersOfEveryKind(String number) {
        String payload = "{\"sub\":\"alice\",\"exp\":" + number + "}";
        String token = Token.hs256("{\"alg\":\"HS256\"}", payload, Given.SECRET.getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> verifier().verify(token)).isInstanceOf(Refused.class);
    }

    @Test
    void refusesAnotherIssuer() {
        String[] rules = {"mp.jwt.verify.issuer", "https://idp.example"};

        assertAccepted(Token.at(clock).with("iss", "https://idp.example"), rules);
        assertAccepted(Token.at(clock).with("iss", "https://anyone.example"));
        for (Object odd : List.of("https://idp.example/", "https://IDP.example", "", "https://idp.example.evil.test")) {
            assertRefused(Token.at(clock).with("iss", odd), "another issuer", rules);
        }
        assertRefused(Token.at(clock), "another issuer", rules);
        assertRefused(Token.at(clock).with("iss", List.of("https://idp.example")), "claim iss", rules);
    }

    @Test
    void refusesAnotherAudience() {
        String[] rules = {"mp.jwt.verify.audiences", "herald, chat"};

        assertAccepted(Token.at(clock).with("aud", "herald"), rules);
        assertAccepted(Token.at(clock).with("aud", List.of("other", "chat")), rules);
        assertAccepted(Token.at(clock).with("aud", "anything"));
        assertRefused(Token.at(clock).with("aud", "heral"), "another audience", rules);
        assertRefused(Token.at(clock).with("aud", "herald,chat"), "another audience", rules);
        assertRefused(Token.at(clock).with("aud", List.of()), "another audience", rules);
        assertRefused(Token.at(clock), "another audience", rules);
        assertRefused(Token.at(clock).with("aud", List.of("herald", 7)), "claim aud", rules);
        assertRefused(Token.at(clock).with("aud", Map.of("herald", true)), "claim aud", rules);
    }

    private void assertAccepted(Token token, String... rules) {
        assertThat(verifier(rules).verify(sign(token))).isNotNull();
    }

    private void assertRefused(Token token, String reason, String... rules) {
        assertThatThrownBy(() -> verifier(rules).verify(sign(token)))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(ErrorCode.UNAUTHORIZED))
                .hasMessageContaining(reason);
    }

    private TokenVerifier verifier(String... rules) {
        return TokenVerifier.from(Given.auth(rules), clock);
    }

    private static String sign(Token token) {
        return Token.hs256("{\"alg\":\"HS256\"}", token.claims(), Given.SECRET.getBytes(StandardCharsets.UTF_8));
    }
}
