package org.herald.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.herald.auth.SignaturesTest.assertRefused;

import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class GoodSignaturesTest {

    private final HandClock clock = new HandClock();
    private final GoodSignatures signatures = new GoodSignatures(clock);
    private final CountedKey counted = new CountedKey();
    private volatile Key key = counted;

    @Test
    void looksAtTheSignatureOfATokenOnce() {
        TokenVerifier verifier = verifier();
        String token = token();
        verifier.verify(token);
        int uses = counted.uses;
        assertThat(uses).isPositive();

        VerifiedToken again = verifier.verify(token);

        assertThat(counted.uses).isEqualTo(uses);
        assertThat(again.identity().user().value()).isEqualTo("alice");
        assertThat(again.raw()).isEqualTo(token);
    }

    @Test
    void looksAtTheClaimsOfATokenEachTime() {
        TokenVerifier verifier = verifier("mp.jwt.verify.clock.skew", "0");
        String token = token();
        verifier.verify(token);

        clock.advance(Duration.ofSeconds(299));
        assertThat(verifier.verify(token)).isNotNull();
        clock.advance(Duration.ofSeconds(1));
        assertRefused(verifier, token, "expired");
    }

    @Test
    void takesNoTokenThatIsNotValidYetWhenTheClockIsPutBack() {
        TokenVerifier verifier = verifier();
        String token = sign(Token.at(clock).with("nbf", clock.seconds()));
        verifier.verify(token);

        clock.advance(Duration.ofMinutes(-1));

        assertRefused(verifier, token, "not valid yet");
    }

    @Test
    void refusesATokenSeenBeforeWhoseKeyIsGone() {
        TokenVerifier verifier = verifier();
        String token = token();
        verifier.verify(token);

        key = null;

        assertRefused(verifier, token, "key that is not known");
    }

    @Test
    void refusesATokenSeenBeforeWhenAnotherKeyHasTheNameOfItsKey() {
        TokenVerifier verifier = verifier();
        String token = token();
        verifier.verify(token);

        key = secret("x" + Given.SECRET);

        assertRefused(verifier, token, "signature");
    }

    @Test
    void goesOnWithTheSameKeyReadAnew() {
        key = secret(Given.SECRET);
        signatures.add(Fingerprint.of("token"), key, clock.millis() + 1);

        assertThat(signatures.has(Fingerprint.of("token"), secret(Given.SECRET)))
                .isTrue();
    }

    @Test
    void takesAnotherSignatureForAnotherToken() {
        TokenVerifier verifier = verifier();
        String token = token();
        verifier.verify(token);
        String forged = token.substring(0, token.lastIndexOf('.') + 1) + Token.base64(new byte[32]);

        assertRefused(verifier, forged, "signature");
    }

    @Test
    void keepsNothingOfATokenThatWasRefused() {
        TokenVerifier verifier = verifier("mp.jwt.verify.audiences", "herald");
        String elsewhere = sign(Token.at(clock).with("aud", "elsewhere"));
        String late = sign(Token.at(clock).with("aud", "herald").with("exp", clock.seconds() - 100));

        assertRefused(verifier, elsewhere, "audience");
        assertRefused(verifier, late, "expired");
        assertRefused(verifier, token() + "AA", "signature");
        assertThat(signatures.size()).isZero();
    }

    @Test
    void forgetsWhoWasNotSeenForTheLongestTime() {
        long end = clock.millis() + 1000;
        for (int i = 0; i < GoodSignatures.MAX; i++) {
            signatures.add(Fingerprint.of("token" + i), counted, end);
        }
        assertThat(signatures.has(Fingerprint.of("token0"), counted)).isTrue();

        signatures.add(Fingerprint.of("one more"), counted, end);

        assertThat(signatures.size()).isEqualTo(GoodSignatures.MAX);
        assertThat(signatures.has(Fingerprint.of("token0"), counted)).isTrue();
        assertThat(signatures.has(Fingerprint.of("token1"), counted)).isFalse();
    }

    @Test
    void forgetsTokensThatHaveExpired() {
        Fingerprint brief = Fingerprint.of("brief");
        signatures.add(brief, counted, clock.millis() + 1000);
        clock.advance(Duration.ofSeconds(1));
        assertThat(signatures.has(brief, counted)).isFalse();

        clock.advance(Duration.ofMinutes(1));
        signatures.add(Fingerprint.of("another"), counted, clock.millis() + 1000);

        assertThat(signatures.size()).isOne();
    }

    private TokenVerifier verifier(String... settings) {
        TokenRules rules = Given.auth(settings).rules();
        return new TokenVerifier(
                List.of(SigningAlgorithm.HS256), (id, algorithm) -> Optional.ofNullable(key), rules, clock, signatures);
    }

    private String token() {
        return sign(Token.at(clock));
    }

    private static String sign(Token token) {
        return token.signed("HS256", secret(Given.SECRET));
    }

    private static SecretKey secret(String text) {
        return new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), "HMAC");
    }

    /** Counts how often somebody looked at it. */
    private static final class CountedKey implements SecretKey {

        private static final long serialVersionUID = 1;

        private int uses;

        @Override
        public String getAlgorithm() {
            return "HMAC";
        }

        @Override
        public String getFormat() {
            return "RAW";
        }

        @Override
        public byte[] getEncoded() {
            uses++;
            return Given.SECRET.getBytes(StandardCharsets.UTF_8);
        }
    }
}
