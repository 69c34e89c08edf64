package org.herald.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.herald.hub.ErrorCode;
import org.herald.hub.Identity;
import org.herald.hub.Identity.Grants;
import org.herald.hub.Refused;
import org.herald.hub.UserId;
import org.junit.jupiter.api.Test;

class IdentityClaimsTest {

    private final HandClock clock = new HandClock();

    @Test
    void takesUserTimesAndIdFromTheToken() {
        Identity alice = identity(Token.at(clock).with("jti", "t-1"));

        assertThat(alice.user()).isEqualTo(new UserId("alice"));
        assertThat(alice.tokenId()).isEqualTo("t-1");
        assertThat(alice.issuedAt()).isEqualTo(clock.millis());
        assertThat(alice.expiresAt()).isEqualTo(clock.millis() + 300_000);
        assertThat(alice.roles()).isEmpty();
        assertThat(alice.grants()).isEqualTo(Grants.NONE);
    }

    @Test
    void leavesOutWhatTheTokenDoesNotSay() {
        Identity alice = identity(Token.at(clock).without("iat"));

        assertThat(alice.tokenId()).isNull();
        assertThat(alice.issuedAt()).isNull();
    }

    @Test
    void refusesATokenWithoutASubject() {
        assertRefused(Token.at(clock).without("sub"), "no sub");
        assertRefused(Token.at(clock).with("sub", null), "no sub");
    }

    @Test
    void refusesASubjectThatIsNoUserId() {
        for (Object odd : List.of(
                "", "x".repeat(129), "a\nb", "a\u0000", "\u0085", 7, true, List.of("alice"), Map.of("a", "b"))) {
            assertRefused(Token.at(clock).with("sub", odd), "claim sub");
        }
        assertThat(identity(Token.at(clock).with("sub", "x".repeat(128)))).isNotNull();
    }

    @Test
    void refusesASubjectThatIsHalfACharacter() {
        String claims = Token.at(clock).claims().replace("alice", "\\ud800");
        String token = Token.hs256("{\"alg\":\"HS256\"}", claims, Given.SECRET.getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> verifier().verify(token))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("claim sub");
    }

    @Test
    void refusesTheNameOfTheServerItself() {
        assertRefused(Token.at(clock).with("sub", "@server"), "claim sub");
        assertThat(identity(Token.at(clock).with("sub", "@serverless")).user().value())
                .isEqualTo("@serverless");
    }

    @Test
    void takesTheUserFromAnotherClaimWhenToldTo() {
        Token token = Token.at(clock).with("email", "alice@example.com");

        assertThat(identity(token, "herald.auth.user-claim", "email").user().value())
                .isEqualTo("alice@example.com");
        assertRefused(Token.at(clock), "no email", "herald.auth.user-claim", "email");
        assertRefused(Token.at(clock).with("email", "@server"), "claim email", "herald.auth.user-claim", "email");
    }

    @Test
    void takesRolesFromAnArray() {
        assertThat(roles(Token.at(clock).with("groups", List.of("a", "b c", ""))))
                .containsExactlyInAnyOrder("a", "b c");
    }

    @Test
    void takesRolesFromTextWithBlanksBetween() {
        assertThat(roles(Token.at(clock).with("scope", " read  write "), "herald.auth.roles-claim", "scope"))
                .containsExactlyInAnyOrder("read", "write");
    }

    @Test
    void takesRolesFromWithinAnObject() {
        Token token = Token.at(clock)
                .with("realm_access", Map.of("roles", List.of("herald-admin")))
                .with("groups", List.of("no"));

        assertThat(roles(token, "herald.auth.roles-claim", "realm_access.roles"))
                .containsExactly("herald-admin");
    }

    @Test
    void takesAClaimWhoseNameHasDotsAsItIs() {
        String url = "https://herald.example/roles";
        Token token = Token.at(clock).with(url, List.of("a")).with("x.y", List.of("b"));

        assertThat(roles(token, "herald.auth.roles-claim", url)).containsExactly("a");
        assertThat(roles(token.with("x", Map.of("y", List.of("c"))), "herald.auth.roles-claim", "x.y"))
                .containsExactly("b");
    }

    @Test
    void followsAPathThroughANameWithDots() {
        Token token = Token.at(clock).with("https://herald.example/app", Map.of("roles", List.of("a")));

        assertThat(roles(token, "herald.auth.roles-claim", "https://herald.example/app.roles"))
                .containsExactly("a");
    }

    @Test
    void hasNoRolesWhereThePathLeadsNowhere() {
        Token token = Token.at(clock).with("realm_access", "text");

        assertThat(roles(token, "herald.auth.roles-claim", "realm_access.roles"))
                .isEmpty();
        assertThat(roles(token, "herald.auth.roles-claim", "...")).isEmpty();
    }

    @Test
    void refusesRolesOfAnotherType() {
        List<Object> withNull = Arrays.asList("a", null);
        for (Object odd : List.of(7, true, Map.of("a", "b"), List.of("a", 7), List.of(List.of("a")), withNull)) {
            assertRefused(Token.at(clock).with("groups", odd), "claim groups");
        }
    }

    @Test
    void refusesATokenIdThatIsNoTextOrEndless() {
        assertRefused(Token.at(clock).with("jti", 7), "claim jti");
        assertRefused(Token.at(clock).with("jti", "x".repeat(257)), "claim jti");
        assertThat(identity(Token.at(clock).with("jti", "x".repeat(256)))).isNotNull();
    }

    @Test
    void takesGrantsFromTheClaimHerald() {
        Map<String, Object> herald =
                Map.of("join", List.of("team-*"), "publish", List.of("ops/*"), "moderate", List.of("a"));

        assertThat(identity(Token.at(clock).with("herald", herald)).grants())
                .isEqualTo(new Grants(List.of("team-*"), List.of("ops/*"), List.of("a")));
        assertThat(identity(Token.at(clock).with("herald", Map.of("join", List.of("x"), "more", 7)))
                        .grants())
                .isEqualTo(new Grants(List.of("x"), List.of(), List.of()));
    }

    @Test
    void refusesGrantsOfAnotherForm() {
        for (Object odd : List.of("*", 7, List.of("*"))) {
            assertRefused(Token.at(clock).with("herald", odd), "claim herald cannot");
        }
        for (String right : List.of("join", "publish", "moderate")) {
            for (Object odd : List.of("*", 7, Map.of("a", "b"), List.of(7), List.of(""), List.of(List.of("*")))) {
                assertRefused(Token.at(clock).with("herald", Map.of(right, odd)), "claim herald." + right);
            }
        }
    }

    @Test
    void boundsTheNumberAndLengthOfGrants() {
        assertThat(identity(grants(Collections.nCopies(100, "a"))).grants().join())
                .hasSize(100);
        assertRefused(grants(Collections.nCopies(101, "a")), "claim herald.join");
        assertThat(identity(grants(List.of("a".repeat(128))))).isNotNull();
        assertRefused(grants(List.of("a".repeat(129))), "claim herald.join");
    }

    @Test
    void keepsAllClaimsButLetsNobodyChangeThem() {
        Map<String, Object> claims = verifier()
                .verify(sign(Token.at(clock).with("x", Map.of("y", List.of(1)))))
                .claims();

        assertThat(claims).containsEntry("x", Map.of("y", List.of(1L)));
        assertThatThrownBy(() -> claims.put("sub", "mallory")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> ((Map<?, ?>) claims.get("x")).clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void showsNoSecretsAsText() {
        VerifiedToken verified = verifier().verify(sign(Token.at(clock)));

        assertThat(verified.toString()).contains("alice").doesNotContain(verified.raw());
        assertThat(Given.auth().toString()).doesNotContain(Given.SECRET);
        assertThat(new FoundToken(TokenSource.QUERY, "S3CRET").toString()).doesNotContain("S3CRET");
    }

    private Token grants(List<String> join) {
        return Token.at(clock).with("herald", Map.of("join", join));
    }

    private Set<String> roles(Token token, String... rules) {
        return identity(token, rules).roles();
    }

    private Identity identity(Token token, String... rules) {
        return verifier(rules).verify(sign(token)).identity();
    }

    private void assertRefused(Token token, String reason, String... rules) {
        assertThatThrownBy(() -> identity(token, rules))
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
