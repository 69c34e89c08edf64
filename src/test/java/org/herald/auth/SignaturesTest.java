package org.herald.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.List;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import org.herald.hub.ErrorCode;
import org.herald.hub.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignaturesTest {

    private static final String SECRET_64 = Given.SECRET + Given.SECRET;

    private final HandClock clock = new HandClock();
    private final TokenVerifier rs256 = verifier("mp.jwt.verify.publickey", Keys.pem(Keys.RSA.getPublic()));

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"})
    void acceptsTheConfiguredAlgorithm(String algorithm) {
        KeyPair keys = keysFor(algorithm);
        TokenVerifier verifier = verifier(
                "mp.jwt.verify.publickey", Keys.pem(keys.getPublic()), "mp.jwt.verify.publickey.algorithm", algorithm);

        VerifiedToken verified = verifier.verify(Token.at(clock).signed(algorithm, keys.getPrivate()));

        assertThat(verified.identity().user().value()).isEqualTo("alice");
    }

    @ParameterizedTest
    @CsvSource({"RS256,RS384", "RS256,PS256", "PS256,RS256", "RS512,RS256", "ES256,RS256", "RS256,ES256"})
    void refusesAnotherAlgorithmThanTheConfiguredOne(String configured, String used) {
        TokenVerifier verifier = verifier(
                "mp.jwt.verify.publickey",
                Keys.pem(keysFor(configured).getPublic()),
                "mp.jwt.verify.publickey.algorithm",
                configured);

        assertRefused(verifier, Token.at(clock).signed(used, keysFor(used).getPrivate()), "algorithm");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HS256", "HS384", "HS512"})
    void acceptsEveryAlgorithmThatTheSecretIsLongEnoughFor(String algorithm) {
        assertThat(verifier("herald.auth.secret", SECRET_64).verify(hmac(algorithm, SECRET_64)))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HS384", "HS512"})
    void refusesAnAlgorithmThatTheSecretIsTooShortFor(String algorithm) {
        assertRefused(verifier("herald.auth.secret", Given.SECRET), hmac(algorithm, Given.SECRET), "algorithm");
    }

    @Test
    void acceptsOnlyTheChosenAlgorithmOfASecret() {
        TokenVerifier verifier =
                verifier("herald.auth.secret", SECRET_64, "mp.jwt.verify.publickey.algorithm", "HS512");

        assertThat(verifier.verify(hmac("HS512", SECRET_64))).isNotNull();
        assertRefused(verifier, hmac("HS256", SECRET_64), "algorithm");
    }

    @Test
    void refusesAnotherSecret() {
        assertRefused(verifier("herald.auth.secret", Given.SECRET), hmac("HS256", "x" + Given.SECRET), "signature");
    }

    @Test
    void refusesAPublicKeyThatIsUsedAsASecret() {
        String claims = Token.at(clock).claims();
        byte[] der = Keys.RSA.getPublic().getEncoded();
        byte[] pem = Keys.pem(Keys.RSA.getPublic()).getBytes(StandardCharsets.UTF_8);
        byte[] stripped = Keys.pem(Keys.RSA.getPublic()).strip().getBytes(StandardCharsets.UTF_8);

        for (byte[] secret : List.of(der, pem, stripped)) {
            assertRefused(rs256, Token.hs256("{\"alg\":\"HS256\"}", claims, secret), "algorithm");
            assertRefused(rs256, Token.hs256("{\"alg\":\"RS256\"}", claims, secret), "signature");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", "nOnE", "", "rs256", "RS256 ", "RSA", "dir"})
    void refusesUnsignedTokensAndAlgorithmsSpelledOtherwise(String algorithm) {
        String header = "{\"alg\":\"" + algorithm + "\"}";
        assertRefused(rs256, Token.rs256(header, Token.at(clock).claims(), Keys.RSA.getPrivate()), "algorithm");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"alg\":null}", "{\"alg\":256}", "{\"alg\":[\"RS256\"]}", "{\"alg\":{\"a\":1}}"})
    void refusesAnAlgorithmThatIsNoText(String header) {
        assertRefused(rs256, Token.rs256(header, Token.at(clock).claims(), Keys.RSA.getPrivate()), "algorithm");
    }

    @Test
    void refusesATokenWithoutASignature() {
        String token = Token.at(clock).rs256(Keys.RSA.getPrivate());
        String unsigned = token.substring(0, token.lastIndexOf('.'));

        assertRefused(rs256, unsigned, "malformed");
        assertRefused(rs256, unsigned + ".", "malformed");
        assertRefused(rs256, unsigned + ".AA", "signature");
    }

    @Test
    void refusesAnotherKeysSignature() {
        assertRefused(rs256, Token.at(clock).rs256(Keys.OTHER_RSA.getPrivate()), "signature");
    }

    @Test
    void refusesClaimsThatWereChangedAfterSigning() {
        String[] alice = Token.at(clock).rs256(Keys.RSA.getPrivate()).split("\\.");
        String[] mallory = Token.at(clock)
                .with("sub", "mallory")
                .rs256(Keys.RSA.getPrivate())
                .split("\\.");

        assertRefused(rs256, alice[0] + "." + mallory[1] + "." + alice[2], "signature");
    }

    @Test
    void refusesAHeaderThatWasChangedAfterSigning() {
        String[] token = Token.at(clock).rs256(Keys.RSA.getPrivate()).split("\\.");
        String header = Token.base64("{\"alg\":\"RS256\",\"x\":1}".getBytes(StandardCharsets.UTF_8));

        assertRefused(rs256, header + "." + token[1] + "." + token[2], "signature");
    }

    @Test
    void refusesASignatureOfNothingButZeros() {
        TokenVerifier es256 = verifier(
                "mp.jwt.verify.publickey",
                Keys.pem(Keys.P256.getPublic()),
                "mp.jwt.verify.publickey.algorithm",
                "ES256");
        String signed = Token.at(clock).signed("ES256", Keys.P256.getPrivate());
        String zeros = Token.base64(new byte[64]);

        assertRefused(es256, signed.substring(0, signed.lastIndexOf('.') + 1) + zeros, "signature");
    }

    @Test
    void refusesAKeyThatTheTokenBringsAlong() {
        String jwk = Keys.jwk(Keys.OTHER_RSA.getPublic(), "mine");
        Object asObject = JsonText.object(jwk).orElseThrow();

        assertRefused(rs256, Token.at(clock).header("jwk", asObject).rs256(Keys.OTHER_RSA.getPrivate()), "signature");
    }

    @Test
    void neverUsesWhatTheTokenSaysOfItsKey() {
        Token token = Token.at(clock)
                .header("jku", "http://127.0.0.1:1/jwks")
                .header("x5u", "http://127.0.0.1:1/cert")
                .header("x5c", List.of("no certificate"))
                .header("jwk", Map.of("kty", "oct", "k", "AAAA"));

        assertThat(rs256.verify(token.rs256(Keys.RSA.getPrivate()))).isNotNull();
        assertRefused(rs256, token.rs256(Keys.OTHER_RSA.getPrivate()), "signature");
    }

    private String hmac(String algorithm, String secret) {
        return Token.at(clock).signed(algorithm, new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HMAC"));
    }

    private static KeyPair keysFor(String algorithm) {
        return switch (algorithm) {
            case "ES256" -> Keys.P256;
            case "ES384" -> Keys.P384;
            case "ES512" -> Keys.P521;
            default -> Keys.RSA;
        };
    }

    private TokenVerifier verifier(String... settings) {
        return TokenVerifier.from(AuthSettings.from(Given.settings(settings)), clock);
    }

    static void assertRefused(TokenVerifier verifier, String token, String reason) {
        assertThatThrownBy(() -> verifier.verify(token))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(ErrorCode.UNAUTHORIZED))
                .hasMessageContaining(reason);
    }
}
