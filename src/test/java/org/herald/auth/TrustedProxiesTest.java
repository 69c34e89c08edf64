package org.herald.auth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {

    private static final String PROXY = "10.0.0.1";
    private static final String CLIENT = "203.0.113.7";

    private final TrustedProxies proxies = new TrustedProxies(Given.auth("herald.proxies", "10.0.0.0/8, fd00::/8"));

    @Test
    void believesNobodyUnlessToldTo() {
        RemoteClient client = new TrustedProxies(Given.auth())
                .behind(
                        PROXY,
                        "http",
                        "herald",
                        Given.headers("X-Forwarded-For", CLIENT, "Forwarded", "for=" + CLIENT));

        assertThat(client.addressText()).isEqualTo(PROXY);
    }

    @Test
    void believesNoHeaderOfAStranger() {
        RemoteClient client = proxies.behind(
                "198.51.100.1",
                "http",
                "herald",
                Given.headers("X-Forwarded-For", CLIENT, "X-Forwarded-Proto", "https", "X-Forwarded-Host", "evil"));

        assertThat(client.addressText()).isEqualTo("198.51.100.1");
        assertThat(client.scheme()).isEqualTo("http");
        assertThat(client.host()).isEqualTo("herald");
    }

    @Test
    void believesAProxyOfTheList() {
        RemoteClient client = proxies.behind(
                PROXY,
                "http",
                "herald",
                Given.headers(
                        "X-Forwarded-For",
                        CLIENT,
                        "X-Forwarded-Proto",
                        "HTTPS",
                        "X-Forwarded-Host",
                        "Chat.example:8443"));

        assertThat(client.addressText()).isEqualTo(CLIENT);
        assertThat(client.scheme()).isEqualTo("https");
        assertThat(client.host()).isEqualTo("Chat.example:8443");
    }

    @Test
    void readsTheStandardHeader() {
        RemoteClient client = proxies.behind(
                "fd00::1",
                "http",
                "herald",
                Given.headers("Forwarded", "For=\"[2001:db8::7]:4711\" ; PROTO=wss;host=\"chat.example:8443\";by=_p"));

        assertThat(client.addressText()).isEqualTo("2001:db8:0:0:0:0:0:7");
        assertThat(client.scheme()).isEqualTo("https");
        assertThat(client.host()).isEqualTo("chat.example:8443");
    }

    @Test
    void walksFromTheRightToTheFirstThatIsNotTrusted() {
        assertAddress(CLIENT, "X-Forwarded-For", "1.1.1.1, 10.9.9.9, " + CLIENT + ", 10.0.0.3,10.0.0.2");
        assertAddress(CLIENT, "X-Forwarded-For", "1.1.1.1, " + CLIENT, "X-Forwarded-For", "10.0.0.2");
        assertAddress(CLIENT, "Forwarded", "for=1.1.1.1, for=" + CLIENT + ", for=10.0.0.2");
        assertAddress(CLIENT, "Forwarded", "for=1.1.1.1", "Forwarded", "for=" + CLIENT + ", for=10.0.0.2");
    }

    @Test
    void takesTheFarthestProxyWhereAllAreTrusted() {
        assertAddress("10.0.0.3", "X-Forwarded-For", "10.0.0.3, 10.0.0.2");
    }

    @Test
    void stopsAtWhatIsNoAddress() {
        for (String odd : new String[] {"unknown", "_hidden", "evil.example", "", "1.2.3", "<script>", "%00"}) {
            assertAddress("10.0.0.2", "X-Forwarded-For", "1.1.1.1, " + odd + ", 10.0.0.2");
        }
        assertAddress("10.0.0.2", "Forwarded", "for=1.1.1.1, for=unknown, for=10.0.0.2");
        assertAddress("10.0.0.2", "Forwarded", "for=1.1.1.1, proto=https, for=10.0.0.2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "for=\", for=203.0.113.7", "for=203.0.113.7;for=1.1.1.1", "for", "for=", "=x", "for=203.0.113.7 x",
                "for=203.0.113.7, \"", "for = 203.0.113.7", "for=\"203.0.113.7", "for=2001:db8::1", "\\", "for=\"x\\"
            })
    void believesNothingOfABrokenStandardHeader(String value) {
        assertAddress(PROXY, "Forwarded", value);
        assertAddress(PROXY, "Forwarded", value, "X-Forwarded-For", CLIENT);
    }

    @Test
    void readsQuotesAsTheyAreMeant() {
        assertAddress(CLIENT, "Forwarded", "for=\"1.1.1.1, for=2.2.2.2\";x=\"\\\"\", for=\"" + CLIENT + "\"");
        assertAddress(CLIENT, "Forwarded", "for=\"203.0.\\113.7\"");
        assertAddress(CLIENT, "Forwarded", ",, ;for=" + CLIENT + "; ,");
    }

    @Test
    void believesNeitherFamilyOfHeadersWhereTheyDisagree() {
        assertAddress(PROXY, "Forwarded", "for=1.1.1.1", "X-Forwarded-For", CLIENT);
        assertAddress(CLIENT, "Forwarded", "for=" + CLIENT, "X-Forwarded-For", "1.1.1.1, " + CLIENT);
    }

    @Test
    void dropsSchemeAndHostWhereTheFamiliesDisagree() {
        RemoteClient client = proxies.behind(
                PROXY,
                "http",
                "herald",
                Given.headers(
                        "Forwarded",
                        "for=" + CLIENT + ";host=evil.test;proto=https",
                        "X-Forwarded-For",
                        CLIENT,
                        "X-Forwarded-Host",
                        "chat.example"));

        assertThat(client.host()).isEqualTo("herald");
        assertThat(client.scheme()).isEqualTo("https");
    }

    @Test
    void matchesSchemesWithHopsWhereTheyCanBeMatched() {
        assertThat(scheme("X-Forwarded-For", "1.1.1.1, " + CLIENT, "X-Forwarded-Proto", "http, https"))
                .isEqualTo("https");
        assertThat(scheme("X-Forwarded-For", CLIENT + ", 10.0.0.2", "X-Forwarded-Proto", "https, http"))
                .isEqualTo("https");
        assertThat(scheme("X-Forwarded-For", CLIENT, "X-Forwarded-Proto", "http, https"))
                .isEqualTo("https");
        assertThat(scheme("X-Forwarded-Proto", "https")).isEqualTo("https");
        assertThat(scheme("Forwarded", "for=" + CLIENT + ";proto=https, for=10.0.0.2;proto=http"))
                .isEqualTo("https");
        assertThat(scheme("Forwarded", "for=1.1.1.1;proto=https, for=" + CLIENT))
                .isEqualTo("http");
    }

    @Test
    void believesNoSchemeOrHostThatIsNone() {
        RemoteClient client = proxies.behind(
                PROXY,
                "http",
                "herald",
                Given.headers("X-Forwarded-For", CLIENT, "X-Forwarded-Proto", "gopher", "X-Forwarded-Host", "a/b\r\n"));

        assertThat(client.scheme()).isEqualTo("http");
        assertThat(client.host()).isEqualTo("herald");
    }

    @Test
    void trustsNoSocketWithoutAnAddress() {
        TrustedProxies all = new TrustedProxies(Given.auth("herald.proxies", "0.0.0.0/0, ::/0"));
        for (String odd : new String[] {null, "", "localhost", "/run/socket"}) {
            assertThat(all.behind(odd, "http", null, Given.headers("X-Forwarded-For", CLIENT))
                            .addressText())
                    .isEqualTo("0.0.0.0");
        }
    }

    @Test
    void readsASocketsAddressAsContainersWriteIt() {
        RequestView said = Given.headers("X-Forwarded-For", CLIENT);

        for (String remote : new String[] {"fd00:0:0:0:0:0:0:1%eth0", "[fd00::1]", "::ffff:10.0.0.1", "[fd00::1%2]"}) {
            assertThat(proxies.behind(remote, "http", null, said).addressText()).isEqualTo(CLIENT);
        }
    }

    private void assertAddress(String expected, String... headers) {
        assertThat(proxies.behind(PROXY, "http", "herald", Given.headers(headers))
                        .addressText())
                .isEqualTo(expected);
    }

    private String scheme(String... headers) {
        return proxies.behind(PROXY, "http", "herald", Given.headers(headers)).scheme();
    }
}
