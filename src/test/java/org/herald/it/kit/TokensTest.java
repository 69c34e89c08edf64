package org.herald.it.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.time.Duration;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.InvalidJwtSignatureException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TokensTest {

    private static JwtConsumer verifier;

    @BeforeAll
    static void readThePublishedKeys() throws Exception {
        TestKeys.publish();
        JsonWebKeySet keys = new JsonWebKeySet(Files.readString(TestKeys.DIRECTORY.resolve("jwks.json")));
        verifier = new JwtConsumerBuilder()
                .setVerificationKeyResolver(new JwksVerificationKeyResolver(keys.getJsonWebKeys()))
                .setExpectedIssuer(Tokens.ISSUER)
                .setExpectedAudience(Tokens.AUDIENCE)
                .setRequireExpirationTime()
                .build();
    }

    @Test
    void areGoodUnlessSpoilt() throws Exception {
        JwtClaims rsa = verifier.processToClaims(Tokens.of("alice", "herald-admin"));
        JwtClaims ec = verifier.processToClaims(
                Tokens.user("bob").signedBy(TestKeys.EC).sign());

        assertThat(rsa.getSubject()).isEqualTo("alice");
        assertThat(rsa.getStringListClaimValue("groups")).containsExactly("herald-admin");
        assertThat(ec.getSubject()).isEqualTo("bob");
    }

    @Test
    void canBeForged() {
        String forged = Tokens.forged(Tokens.of("alice"), "root");

        assertThatThrownBy(() -> verifier.processToClaims(forged)).isInstanceOf(InvalidJwtSignatureException.class);
    }

    @Test
    void canBeSignedByAStranger() {
        String strange = Tokens.user("alice").signedBy(TestKeys.STRANGER).sign();

        assertThatThrownBy(() -> verifier.processToClaims(strange)).isInstanceOf(InvalidJwtSignatureException.class);
    }

    @Test
    void canBeExpiredUnsignedOrSignedWithThePublicKeyAsASecret() {
        Tokens expired = Tokens.user("alice").expiresIn(Duration.ofMinutes(-1));
        byte[] publicKey = TestKeys.RSA.pair().getPublic().getEncoded();

        for (String token : new String[] {
            expired.sign(),
            Tokens.user("alice").unsigned(),
            Tokens.user("alice").signWithSecret(publicKey)
        }) {
            assertThatThrownBy(() -> verifier.processToClaims(token)).isInstanceOf(InvalidJwtException.class);
        }
    }
}
