package org.herald.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.herald.hub.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTextTest {

    private static final KeyText RS256 = new KeyText(SigningAlgorithm.RS256);
    private static final KeyText ES256 = new KeyText(SigningAlgorithm.ES256);

    @Test
    void readsAPemKeyHoweverItsLinesAreBroken() throws UnusableKey {
        String pem = Keys.pem(Keys.RSA.getPublic());

        for (String text : List.of(pem, pem.replace("\n", "\r\n"), pem.replace("\n", "\\n"), pem.replace("\n", " "))) {
            assertThat(RS256.parse(text).find(null, SigningAlgorithm.RS256)).contains(Keys.RSA.getPublic());
        }
    }

    @Test
    void readsAKeyInBase64WithoutItsPemLines() throws UnusableKey {
        String text = Base64.getEncoder().encodeToString(Keys.RSA.getPublic().getEncoded());

        assertThat(RS256.parse(text).find(null, SigningAlgorithm.RS256)).contains(Keys.RSA.getPublic());
    }

    @Test
    void readsAJwkAndAJwksPlainAndInBase64() throws UnusableKey {
        String jwk = Keys.jwk(Keys.P256.getPublic(), "k1");

        for (String text : List.of(jwk, Keys.jwks(jwk), base64(jwk), base64(Keys.jwks(jwk)))) {
            assertThat(ES256.parse(text).find("k1", SigningAlgorithm.ES256)).contains(Keys.P256.getPublic());
        }
    }

    @Test
    void readsAKeyOfASetWhateverItsCertificateIs() throws UnusableKey {
        String certified = rsa(Map.of("kid", "k1")).replaceFirst("\\{", "{\"x5c\":[\"MIID\"],\"x5t\":\"AA\",");

        assertThat(RS256.parse(Keys.jwks(certified)).find("k1", SigningAlgorithm.RS256))
                .contains(Keys.RSA.getPublic());
    }

    @Test
    void refusesAKeyOfTheWrongKindOrStrength() {
        assertUnusable(RS256, Keys.pem(Keys.P256.getPublic()), "RSA key of 2048 bits");
        assertUnusable(RS256, Keys.pem(Keys.WEAK_RSA.getPublic()), "RSA key of 2048 bits");
        assertUnusable(ES256, Keys.pem(Keys.RSA.getPublic()), "EC key of 256 bits");
        assertUnusable(ES256, Keys.pem(Keys.P384.getPublic()), "EC key of 256 bits");
        assertUnusable(RS256, Keys.jwk(Keys.WEAK_RSA.getPublic(), "k1"), "RSA key of 2048 bits");
        assertUnusable(RS256, "{\"kty\":\"oct\",\"kid\":\"k1\",\"k\":\"" + "A".repeat(86) + "\"}", "RSA key");
    }

    @Test
    void refusesAPrivateKeyAndACertificate() {
        assertUnusable(RS256, Keys.pem("PRIVATE KEY", Keys.RSA.getPrivate().getEncoded()), "not a PRIVATE KEY");
        assertUnusable(RS256, Keys.pem("CERTIFICATE", new byte[30]), "not a CERTIFICATE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "{",
                "{}",
                "[]",
                "{\"keys\":[]}",
                "{\"keys\":7}",
                "{\"keys\":[7,null,\"x\",[]]}",
                "-----BEGIN PUBLIC KEY-----",
                "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
                "-----BEGIN PUBLIC KEY-----\n!\n-----END PUBLIC KEY-----",
                "{\"kty\":\"RSA\"}",
                "{\"kty\":\"RSA\",\"n\":7,\"e\":[]}",
                "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"}"
            })
    void refusesWhatHoldsNoKey(String text) {
        assertThatThrownBy(() -> RS256.parse(text)).isInstanceOf(UnusableKey.class);
    }

    @Test
    void refusesTwoPemKeysWhereOneIsWanted() {
        assertUnusable(RS256, Keys.pem(Keys.RSA.getPublic()) + Keys.pem(Keys.OTHER_RSA.getPublic()), "one PEM block");
    }

    @Test
    void refusesEndlessSets() {
        String jwk = Keys.jwk(Keys.P256.getPublic(), "k1");
        String[] many = Collections.nCopies(101, jwk).toArray(String[]::new);

        assertUnusable(ES256, Keys.jwks(many), "more than 100");
    }

    @Test
    void passesOverKeysOfASetThatAreNotForVerifyingWithTheAlgorithm() throws UnusableKey {
        String jwks = Keys.jwks(
                rsa(Map.of("kid", "enc", "use", "enc")),
                rsa(Map.of("kid", "ps", "alg", "PS256")),
                rsa(Map.of("kid", "sign", "key_ops", "sign")),
                Keys.jwk(Keys.P256.getPublic(), "ec"),
                Keys.jwk(Keys.WEAK_RSA.getPublic(), "weak"),
                "{\"kty\":\"oct\",\"kid\":\"oct\",\"k\":\"" + "A".repeat(86) + "\"}",
                "{\"kty\":\"RSA\",\"kid\":\"broken\"}",
                rsa(Map.of("kid", "good", "use", "sig", "alg", "RS256", "key_ops", "verify")));
        KeySet keys = RS256.parse(jwks);

        assertThat(keys.keys()).extracting(VerificationKey::id).containsExactly("good");
    }

    @Test
    void picksTheKeyThatTheTokenNames() throws UnusableKey {
        KeySet keys = RS256.parse(
                Keys.jwks(Keys.jwk(Keys.RSA.getPublic(), "one"), Keys.jwk(Keys.OTHER_RSA.getPublic(), "two")));

        assertThat(keys.find("one", SigningAlgorithm.RS256)).contains(Keys.RSA.getPublic());
        assertThat(keys.find("two", SigningAlgorithm.RS256)).contains(Keys.OTHER_RSA.getPublic());
    }

    @Test
    void picksNoneWhereTheTokenNamesNoneAndThereAreSeveral() throws UnusableKey {
        KeySet keys = RS256.parse(
                Keys.jwks(Keys.jwk(Keys.RSA.getPublic(), "one"), Keys.jwk(Keys.OTHER_RSA.getPublic(), "two")));

        assertThat(keys.find(null, SigningAlgorithm.RS256)).isEmpty();
        assertThat(RS256.parse(Keys.jwk(Keys.RSA.getPublic(), "one")).find(null, SigningAlgorithm.RS256))
                .isPresent();
    }

    @Test
    void takesAPemKeyForEveryNameAndANamedKeyForItsOwnOnly() throws UnusableKey {
        KeySet pem = RS256.parse(Keys.pem(Keys.RSA.getPublic()));
        KeySet jwk = RS256.parse(Keys.jwk(Keys.RSA.getPublic(), "one"));

        assertThat(pem.find("anything", SigningAlgorithm.RS256)).isPresent();
        assertThat(jwk.find("anything", SigningAlgorithm.RS256)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../etc/passwd",
                "/dev/null",
                "one' OR '1'='1",
                "ONE",
                "one\\u0000",
                "one ",
                "",
                "*",
                "http://127.0.0.1:1/",
                "${jndi:ldap://x}",
                "%00"
            })
    void takesAnInventedNameForNothingButAName(String id) {
        HandClock clock = new HandClock();
        String jwks = Keys.jwks(Keys.jwk(Keys.RSA.getPublic(), "one"), Keys.jwk(Keys.OTHER_RSA.getPublic(), "two"));
        TokenVerifier verifier =
                TokenVerifier.from(AuthSettings.from(Given.settings("mp.jwt.verify.publickey", jwks)), clock);
        String token = Token.at(clock).header("kid", id).rs256(Keys.RSA.getPrivate());

        assertThatThrownBy(() -> verifier.verify(token))
                .isInstanceOf(Refused.class)
                .hasMessage("the token is signed with a key that is not known here");
    }

    @Test
    void refusesAnotherKeyOfTheSetUnderAKnownName() {
        HandClock clock = new HandClock();
        String jwks = Keys.jwks(Keys.jwk(Keys.RSA.getPublic(), "one"), Keys.jwk(Keys.OTHER_RSA.getPublic(), "two"));
        TokenVerifier verifier =
                TokenVerifier.from(AuthSettings.from(Given.settings("mp.jwt.verify.publickey", jwks)), clock);

        SignaturesTest.assertRefused(
                verifier, Token.at(clock).header("kid", "one").rs256(Keys.OTHER_RSA.getPrivate()), "signature");
    }

    private static String rsa(Map<String, String> members) {
        return Keys.jwk(Keys.RSA.getPublic(), members);
    }

    private static String base64(String text) {
        return Token.base64(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertUnusable(KeyText form, String text, String rule) {
        assertThatThrownBy(() -> form.parse(text))
                .isInstanceOf(UnusableKey.class)
                .hasMessageContaining(rule);
    }
}
