package org.herald.auth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginPolicyTest {

    private final OriginPolicy policy = new OriginPolicy(Given.auth(
            "herald.origins",
            "https://App.example, http://localhost:3000, https://idn.xn--bcher-kva.example, capacitor://localhost"));

    @Test
    void allowsClientsThatAreNoBrowser() {
        assertThat(policy.allows(null, "https", "chat.example")).isTrue();
        assertThat(policy.allows(null, null, null)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "https://chat.example,https,chat.example",
        "https://chat.example,https,chat.example:443",
        "https://chat.example:443,wss,chat.example",
        "http://chat.example,http,CHAT.example:80",
        "HTTP://CHAT.example,ws,chat.example",
        "http://chat.example:8080,http,chat.example:8080",
        "http://[::1]:8080,http,[0:0:0:0:0:0:0:1]:8080",
        "http://127.0.0.1:8080,http,127.0.0.1:8080"
    })
    void allowsThePageOfTheServerItself(String origin, String scheme, String host) {
        assertThat(policy.allows(origin, scheme, host)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "http://chat.example,https,chat.example",
        "https://chat.example,http,chat.example",
        "https://chat.example:8443,https,chat.example",
        "https://chat.example,https,chat.example:8443",
        "https://chat.example.evil.test,https,chat.example",
        "https://evil-chat.example,https,chat.example",
        "https://sub.chat.example,https,chat.example",
        "https://chat.example,https,",
        "https://chat.example,,chat.example",
        "https://chat.example,ftp,chat.example",
        "https://chat.example,https,chat.example/",
        "https://chat.example,https,user@chat.example",
        "https://chat.example,https,'chat.example,evil.test'"
    })
    void refusesEveryOtherPage(String origin, String scheme, String host) {
        assertThat(policy.allows(origin, scheme, host)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.example",
                "https://APP.example:443",
                "http://localhost:3000",
                "https://idn.xn--bcher-kva.example",
                "capacitor://localhost"
            })
    void allowsWhatIsOnTheList(String origin) {
        assertThat(policy.allows(origin, "https", "chat.example")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://app.example", "https://app.example:8443", "http://localhost", "http://localhost:3001",
                "https://x.app.example", "https://app.example.evil.test", "https://app.example.", "capacitor://other"
            })
    void refusesWhatIsOnlyLikeTheList(String origin) {
        assertThat(policy.allows(origin, "https", "chat.example")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "NULL",
                "*",
                "https://",
                "://app.example",
                "https://app.example/",
                "https://app.example?x",
                "https://app.example#x",
                "https://user@app.example",
                "https://app.example https://app.example",
                "https://app.example,https://app.example",
                "https://app.example\u0000",
                " https://app.example",
                "https://app.example\n",
                "https:app.example",
                "https:///app.example",
                "https://app.example:",
                "https://app.example:x",
                "https://app.example:65536",
                "https://app.example:443:443",
                "https://[app.example]",
                "https://[::1",
                "https://[1.2.3.4]",
                "https://b\u00fccher.example",
                "file://",
                "javascript://app.example%0a"
            })
    void refusesWhatIsNoOrigin(String origin) {
        assertThat(policy.allows(origin, "https", "app.example")).isFalse();
    }

    @Test
    void takesNoServerForItsOwnPageByANameThatIsNoHost() {
        assertThat(policy.allows("https://*", "https", "*")).isFalse();
        assertThat(policy.allows("null", "https", "null")).isFalse();
    }
}
