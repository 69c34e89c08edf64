package org.herald.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.herald.config.InvalidSetting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthSettingsTest {

    private static final String TEXT = "mp.jwt.verify.publickey";
    private static final String LOCATION = "mp.jwt.verify.publickey.location";
    private static final String ALGORITHM = "mp.jwt.verify.publickey.algorithm";
    private static final String SECRET = "herald.auth.secret";

    @Test
    void hasTheDocumentedDefaults() {
        AuthSettings settings = Given.auth();

        assertThat(settings.sources())
                .containsExactly(TokenSource.HEADER, TokenSource.COOKIE, TokenSource.PROTOCOL, TokenSource.QUERY);
        assertThat(settings.cookie()).isEqualTo("herald-token");
        assertThat(settings.container()).isFalse();
        assertThat(settings.dev()).isFalse();
        assertThat(settings.origins()).isEmpty();
        assertThat(settings.proxies()).isEmpty();
        assertThat(settings.rules().userClaim()).isEqualTo("sub");
        assertThat(settings.rules().rolesClaim()).isEqualTo("groups");
        assertThat(settings.rules().issuer()).isEmpty();
        assertThat(settings.rules().audiences()).isEmpty();
        assertThat(settings.rules().age()).isEmpty();
    }

    @Test
    void readsEveryKey() {
        AuthSettings settings = Given.auth(
                "mp.jwt.verify.issuer", "https://idp.example",
                "mp.jwt.verify.audiences", "a,b,a",
                "mp.jwt.verify.clock.skew", "0",
                "mp.jwt.verify.token.age", "3600",
                "herald.auth.sources", "query, first-message",
                "herald.auth.cookie", "__Host-t",
                "herald.auth.container", "true",
                "herald.auth.user-claim", "email",
                "herald.auth.roles-claim", "roles",
                "herald.origins", "https://a.example,http://localhost:3000",
                "herald.proxies", "10.0.0.0/8,::1");

        assertThat(settings.rules().issuer()).contains("https://idp.example");
        assertThat(settings.rules().audiences()).containsExactlyInAnyOrder("a", "b");
        assertThat(settings.rules().skew()).isZero();
        assertThat(settings.rules().age()).contains(Duration.ofHours(1));
        assertThat(settings.rules().userClaim()).isEqualTo("email");
        assertThat(settings.rules().rolesClaim()).isEqualTo("roles");
        assertThat(settings.sources()).containsExactly(TokenSource.QUERY, TokenSource.FIRST_MESSAGE);
        assertThat(settings.cookie()).isEqualTo("__Host-t");
        assertThat(settings.container()).isTrue();
        assertThat(settings.origins()).hasSize(2);
        assertThat(settings.proxies()).hasSize(2);
    }

    @Test
    void namesTheKeyToSetWhenThereIsNone() {
        assertInvalid(LOCATION, SECRET);
    }

    @Test
    void refusesTwoKeys() {
        assertInvalid(SECRET, TEXT, TEXT, "x", SECRET, Given.SECRET);
        assertInvalid(SECRET, LOCATION, LOCATION, "x", SECRET, Given.SECRET);
        assertInvalid(LOCATION, TEXT, LOCATION, "x", TEXT, "y");
    }

    @Test
    void refusesDevModeBesideAnyKey() {
        assertInvalid("herald.dev", TEXT, "herald.dev", "true", TEXT, "x");
        assertInvalid("herald.dev", LOCATION, "herald.dev", "true", LOCATION, "x");
        assertInvalid("herald.dev", SECRET, "herald.dev", "true", SECRET, Given.SECRET);
        assertThat(AuthSettings.from(Given.settings("herald.dev", "true")).dev())
                .isTrue();
    }

    @Test
    void refusesAShortSecret() {
        String short31 = Given.SECRET.substring(1);

        assertInvalid(SECRET, "32 bytes", SECRET, short31);
        assertThatThrownBy(() -> AuthSettings.from(Given.settings(SECRET, short31)))
                .message()
                .doesNotContain(short31);
        assertThat(AuthSettings.from(Given.settings(SECRET, "ä".repeat(16)))).isNotNull();
    }

    @Test
    void refusesASecretTooShortForTheChosenAlgorithm() {
        assertInvalid(SECRET, "48 bytes", SECRET, Given.SECRET, ALGORITHM, "HS384");
        assertInvalid(SECRET, "64 bytes", SECRET, Given.SECRET, ALGORITHM, "HS512");
    }

    @Test
    void refusesAnAlgorithmThatDoesNotGoWithTheKey() {
        assertInvalid(ALGORITHM, "HS256", SECRET, Given.SECRET, ALGORITHM, "RS256");
        assertInvalid(ALGORITHM, SECRET, TEXT, "x", ALGORITHM, "HS256");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "rs256", "RS1", "RSA-OAEP", "EdDSA", "RS256,ES256", "*"})
    void refusesAnUnknownAlgorithm(String algorithm) {
        assertInvalid(ALGORITHM, "one of", TEXT, "x", ALGORITHM, algorithm);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "herald.auth.sources|header,body",
                "herald.auth.sources|header,header",
                "herald.auth.sources|HEADER",
                "herald.auth.cookie|a=b",
                "herald.auth.cookie|a b",
                "herald.auth.container|yes",
                "herald.dev|1",
                "herald.origins|*",
                "herald.origins|https://*.example.com",
                "herald.origins|null",
                "herald.origins|https://a.example/",
                "herald.origins|a.example",
                "herald.origins|https://a.example:65536",
                "herald.origins|https://[1.2.3.4]",
                "herald.origins|https://a.example,x",
                "herald.proxies|proxy.example",
                "herald.proxies|10.0.0.0/33",
                "herald.proxies|10.0.0.0/-1",
                "herald.proxies|*",
                "mp.jwt.verify.clock.skew|-1",
                "mp.jwt.verify.clock.skew|PT60S",
                "mp.jwt.verify.clock.skew|601",
                "mp.jwt.verify.token.age|0",
                "mp.jwt.verify.token.age|x"
            })
    void namesTheKeyOfAValueThatCannotBeUsed(String key, String value) {
        assertThatThrownBy(() -> Given.auth(key, value))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageStartingWith(key + ": ");
    }

    private static void assertInvalid(String key, String mention, String... settings) {
        assertThatThrownBy(() -> AuthSettings.from(Given.settings(settings)))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageStartingWith(key + ": ")
                .hasMessageContaining(mention);
    }
}
