package org.herald.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.herald.auth.SignaturesTest.assertRefused;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.herald.hub.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything here is signed with the right key: it is refused for its form alone. */
class MalformedTokensTest {

    private static final String HEADER = "{\"alg\":\"RS256\"}";

    private final HandClock clock = new HandClock();
    private final TokenVerifier verifier = TokenVerifier.from(
            AuthSettings.from(Given.settings("mp.jwt.verify.publickey", Keys.pem(Keys.RSA.getPublic()))), clock);

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "..", "...", "....", "a", "a.b", "a.b.c.d", " ", "null", "eyJ.eyJ.eyJ", "%2e.%2e.%2e"})
    void refusesWhatIsNoToken(String token) {
        assertThatThrownBy(() -> verifier.verify(token)).isInstanceOf(Refused.class);
    }

    @Test
    void refusesNull() {
        assertRefused(verifier, null, "there is no token");
    }

    @Test
    void refusesBlanksLineBreaksAndPaddingInAToken() {
        String token = good();
        for (String odd :
                List.of(" " + token, token + "\n", token + "=", token.replaceFirst("\\.", ".\r\n"), token + ",")) {
            assertRefused(verifier, odd, "malformed");
        }
    }

    @Test
    void refusesEncryptedTokens() {
        assertRefused(verifier, "eyJhbGciOiJkaXIifQ..AAAA.AAAA.AAAA", "encrypted");
    }

    @Test
    void acceptsATokenOfEightKibibytesAndNoLongerOne() {
        String longest = ofLength(8192);

        assertThat(longest).hasSize(8192);
        assertThat(verifier.verify(longest)).isNotNull();
        assertRefused(verifier, longest + "A", "longer than 8192");
    }

    @Test
    void refusesAnEndlessTokenBeforeLookingAtIt() {
        assertRefused(verifier, "[".repeat(10_000_000), "longer than 8192");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":\"RS256\",\"crit\":[\"exp\"],\"exp\":1}",
                "{\"alg\":\"RS256\",\"crit\":[]}",
                "{\"alg\":\"RS256\",\"crit\":null}",
                "{\"alg\":\"RS256\",\"b64\":false}",
                "{\"alg\":\"RS256\",\"b64\":false,\"crit\":[\"b64\"]}",
                "{\"alg\":\"RS256\",\"b64\":true}",
                "{\"alg\":\"RS256\",\"zip\":\"DEF\"}"
            })
    void refusesExtensions(String header) {
        assertRefused(verifier, signed(header, claims()), "extension");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"logout+jwt\"", "\"dpop+jwt\"", "\"application/SecEvent+JWT\"", "7", "[\"JWT\"]", "{}"})
    void refusesTokensMadeForSomethingElse(String type) {
        assertRefused(verifier, signed("{\"alg\":\"RS256\",\"typ\":" + type + "}", claims()), "type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "jwt", "at+jwt", "application/at+jwt", "JOSE"})
    void acceptsTheUsualTypes(String type) {
        assertThat(verifier.verify(signed("{\"alg\":\"RS256\",\"typ\":\"" + type + "\"}", claims())))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "null", "{}", "[\"k\"]", "true"})
    void refusesAKeyIdThatIsNoText(String id) {
        assertRefused(verifier, signed("{\"alg\":\"RS256\",\"kid\":" + id + "}", claims()), "malformed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "\"alg\"",
                "null",
                "{",
                "{\"alg\":\"RS256\"",
                "{\"alg\":\"RS256\"}}",
                "x",
                "{\"alg\":\"none\",\"alg\":\"RS256\"}"
            })
    void refusesABrokenHeader(String header) {
        assertRefused(verifier, signed(header, claims()), "malformed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[]", "\"sub\"", "null", "7", "{", "", " ", "{\"sub\":\"alice\"", "{\"sub\":\"a\",\"sub\":\"b\"}"
            })
    void refusesBrokenClaims(String payload) {
        String token = payload.isEmpty() ? signed(HEADER, " ") : signed(HEADER, payload);
        assertRefused(verifier, token, "malformed");
    }

    @Test
    void refusesATokenWithinAToken() {
        assertRefused(verifier, signed("{\"alg\":\"RS256\",\"cty\":\"JWT\"}", good()), "malformed");
    }

    @Test
    void refusesClaimsThatAreNotUtf8() {
        byte[] payload = claims().getBytes(StandardCharsets.UTF_8);
        payload[claims().indexOf("alice")] = (byte) 0xC0;

        assertRefused(verifier, Token.rs256(HEADER, payload, Keys.RSA.getPrivate()), "malformed");
    }

    @Test
    void refusesEndlessNestingWithoutFallingOver() {
        String deep = "[".repeat(2500) + "]".repeat(2500);
        String objects = "{\"a\":".repeat(800) + "1" + "}".repeat(800);

        assertRefused(verifier, signed(HEADER, "{\"x\":" + deep + "}"), "malformed");
        assertRefused(verifier, signed(HEADER, objects), "malformed");
        assertRefused(verifier, signed("{\"alg\":\"RS256\",\"x\":" + deep + "}", claims()), "malformed");
    }

    @Test
    void doesNotTakeBracketsInTextForNesting() {
        String text = "[{".repeat(200) + "\\\"" + "[".repeat(200);
        String payload = claims().replaceFirst("\\{", "{\"x\":\"" + text.replace("\\", "\\\\") + "\",");

        assertThat(verifier.verify(signed(HEADER, payload))).isNotNull();
    }

    @Test
    void neverShowsAnythingOfTheToken() {
        List<String> tokens = List.of(
                signed("{\"alg\":\"S3CRET\"}", claims()),
                signed(HEADER, claims().replace("\"alice\"", "{\"S3CRET\":1}")),
                signed("{\"alg\":\"RS256\",\"typ\":\"S3CRET+jwt\"}", claims()),
                signed(HEADER, claims().replaceFirst("\\{", "{\"herald\":{\"join\":\"S3CRET\"},")),
                signed(HEADER, "{\"S3CRET\""),
                "S3CRET.S3CRET.S3CRET");
        for (String token : tokens) {
            assertThatThrownBy(() -> verifier.verify(token))
                    .isInstanceOf(Refused.class)
                    .message()
                    .doesNotContain("S3CRET");
        }
    }

    @Test
    void refusesWhateverIsMadeOfAGoodTokenByChance() {
        Random random = new Random(7);
        String good = good();
        for (int i = 0; i < 2000; i++) {
            StringBuilder token = new StringBuilder(good);
            token.setCharAt(random.nextInt(good.length() - 1), (char) random.nextInt(128));
            if (!token.toString().equals(good)) {
                assertThatThrownBy(() -> verifier.verify(token.toString()))
                        .as(token.toString())
                        .isInstanceOf(Refused.class);
            }
        }
    }

    private String good() {
        return signed(HEADER, claims());
    }

    private String claims() {
        return Token.at(clock).claims();
    }

    private static String signed(String header, String payload) {
        return Token.rs256(header, payload, Keys.RSA.getPrivate());
    }

    /** A good token; its length is made up of an unused claim and, to the character, of a longer header. */
    private String ofLength(int length) {
        for (int pad = 0; pad < 8; pad++) {
            String header = "{\"alg\":\"RS256\",\"p\":\"" + "x".repeat(pad) + "\"}";
            int rest = length - signed(header, claims()).length();
            for (int fill = rest * 3 / 4 - 20; fill < rest; fill++) {
                String token = signed(header, claims().replaceFirst("\\{", "{\"f\":\"" + "x".repeat(fill) + "\","));
                if (token.length() >= length) {
                    if (token.length() == length) {
                        return token;
                    }
                    break;
                }
            }
        }
        throw new AssertionError("no token of " + length);
    }
}
