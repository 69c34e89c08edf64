package org.herald.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Set;
import org.eclipse.microprofile.jwt.Claims;
import org.herald.config.InvalidSetting;
import org.herald.hub.Identity;
import org.herald.hub.UserId;
import org.junit.jupiter.api.Test;

class DevKeysTest {

    private static final UserId ALICE = new UserId("alice");

    private final HandClock clock = new HandClock();
    private final AuthSettings dev = AuthSettings.from(Given.settings("herald.dev", "true"));

    @Test
    void verifiesItsOwnTokens() {
        DevKeys keys = new DevKeys(dev, clock);

        Identity alice = keys.verifier()
                .verify(keys.issue(ALICE, Set.of("herald-admin"), Duration.ofMinutes(5)))
                .identity();

        assertThat(alice.user()).isEqualTo(ALICE);
        assertThat(alice.roles()).containsExactly("herald-admin");
        assertThat(alice.tokenId()).isNotBlank();
        assertThat(alice.expiresAt()).isEqualTo(clock.millis() + 300_000);
    }

    @Test
    void givesEveryTokenAnIdOfItsOwn() {
        DevKeys keys = new DevKeys(dev, clock);

        assertThat(keys.issue(ALICE, Set.of(), Duration.ofMinutes(5)))
                .isNotEqualTo(keys.issue(ALICE, Set.of(), Duration.ofMinutes(5)));
    }

    @Test
    void refusesItsTokensWhenTheirTimeIsOver() {
        DevKeys keys = new DevKeys(dev, clock);
        String token = keys.issue(ALICE, Set.of(), Duration.ofMinutes(5));
        clock.advance(Duration.ofMinutes(6));

        SignaturesTest.assertRefused(keys.verifier(), token, "expired");
    }

    @Test
    void refusesTheTokensOfAnotherNode() {
        String token = new DevKeys(dev, clock).issue(ALICE, Set.of(), Duration.ofMinutes(5));

        SignaturesTest.assertRefused(new DevKeys(dev, clock).verifier(), token, "signature");
    }

    @Test
    void putsInWhateverTheRulesDemand() {
        AuthSettings settings = AuthSettings.from(Given.settings(
                "herald.dev", "true",
                "mp.jwt.verify.issuer", "https://idp.example",
                "mp.jwt.verify.audiences", "herald",
                "mp.jwt.verify.token.age", "600",
                "herald.auth.user-claim", "preferred_username",
                "herald.auth.roles-claim", "realm_access.roles"));
        DevKeys keys = new DevKeys(settings, clock);

        Identity alice = keys.verifier()
                .verify(keys.issue(ALICE, Set.of("a"), Duration.ofMinutes(5)))
                .identity();

        assertThat(alice.user()).isEqualTo(ALICE);
        assertThat(alice.roles()).containsExactly("a");
    }

    @Test
    void isTheOnlyVerifierOfDevMode() {
        assertThatThrownBy(() -> TokenVerifier.from(dev, clock)).isInstanceOf(InvalidSetting.class);
    }

    @Test
    void makesAPrincipalThatJakartaCodeUnderstands() {
        AuthSettings settings = AuthSettings.from(Given.settings(
                "herald.dev", "true", "mp.jwt.verify.audiences", "herald", "herald.auth.user-claim", "upn"));
        DevKeys keys = new DevKeys(settings, clock);
        VerifiedToken verified = keys.verifier().verify(keys.issue(ALICE, Set.of("a"), Duration.ofMinutes(5)));
        TokenPrincipal principal = new TokenPrincipal(verified);

        assertThat(principal.getName()).isEqualTo("alice");
        assertThat(principal).hasToString("alice");
        assertThat(principal.getGroups()).containsExactly("a");
        assertThat(principal.getAudience()).containsExactly("herald");
        assertThat(principal.getExpirationTime()).isEqualTo(clock.seconds() + 300);
        assertThat(principal.getRawToken()).isEqualTo(verified.raw());
        assertThat(principal.getTokenID()).isEqualTo(verified.identity().tokenId());
        assertThat(principal.identity()).isEqualTo(verified.identity());
        assertThat(principal.getClaimNames()).contains("sub", "exp", "raw_token");
        assertThat(principal.<Object>getClaim("nothing")).isNull();
        assertThat(principal.<Set<String>>getClaim(Claims.groups)).containsExactly("a");
    }
}
