package org.herald.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "255.255.255.255",
                "192.0.2.1",
                "::",
                "::1",
                "1::",
                "2001:db8::1",
                "2001:DB8:0:0:0:0:0:1",
                "1:2:3:4:5:6:7:8",
                "1::3:4:5:6:7:8",
                "::2:3:4:5:6:7:8",
                "64:ff9b::192.0.2.33",
                "1:2:3:4:5:6:192.0.2.1",
                "::ffff:192.0.2.1",
                "fe80::1"
            })
    void readsWhatJavaTakesForTheSame(String text) throws UnknownHostException {
        assertThat(AddressText.parse(text)).contains(InetAddress.getByName(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "localhost",
                "example.com",
                "1",
                "1.2.3",
                "1.2.3.4.5",
                "256.1.1.1",
                "01.2.3.4",
                "0x7f.0.0.1",
                "1.2.3.4 ",
                "1..3.4",
                "1.2.3.-4",
                "2130706433",
                ":",
                ":::",
                "1:2",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1::2::3",
                "1:2:3:4:5:6:7::8:9",
                "12345::",
                "g::",
                "::1.2.3",
                "1.2.3.4::",
                "::1.2.3.4:5",
                "fe80::1%eth0",
                "[::1]",
                "::1/64",
                "1:2:3:4:5:6:7:192.0.2.1",
                "1:2:3:4:5:6:7:8::",
                "\u0661.2.3.4",
                ":1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:"
            })
    void readsNothingElse(String text) {
        assertThat(AddressText.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.1,192.0.2.1", "192.0.2.1:80,192.0.2.1", "[2001:db8::1],2001:db8::1", "[::1]:80,::1", "::1,::1"
    })
    void readsNodesWithAndWithoutPort(String text, String address) {
        assertThat(AddressText.parseNode(text)).isEqualTo(AddressText.parse(address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "192.0.2.1:",
                "192.0.2.1:x",
                "192.0.2.1:123456",
                "[192.0.2.1]",
                "[::1",
                "[::1]80",
                "[]",
                "unknown",
                "_x",
                "host:80"
            })
    void readsNoOtherNodes(String text) {
        assertThat(AddressText.parseNode(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8,10.255.0.1,true",
        "10.0.0.0/8,11.0.0.1,false",
        "10.1.2.3/8,10.9.9.9,true",
        "192.0.2.128/25,192.0.2.127,false",
        "192.0.2.128/25,192.0.2.128,true",
        "192.0.2.1,192.0.2.1,true",
        "192.0.2.1,192.0.2.2,false",
        "0.0.0.0/0,203.0.113.9,true",
        "0.0.0.0/0,::1,false",
        "fd00::/8,fdff::1,true",
        "fd00::/8,fe00::1,false",
        "2001:db8::/33,2001:db8:8000::1,false",
        "::1,::1,true",
        "::/0,10.0.0.1,false",
        "::ffff:10.0.0.0/104,10.2.3.4,true",
        "::ffff:10.0.0.0/104,11.2.3.4,false"
    })
    void knowsWhatIsInARange(String range, String address, boolean inside) {
        assertThat(AddressRange.parse(range)
                        .orElseThrow()
                        .contains(AddressText.parse(address).orElseThrow()))
                .isEqualTo(inside);
    }

    @Test
    void readsNoOtherRanges() {
        for (String text : new String[] {
            "",
            "/8",
            "10.0.0.0/",
            "10.0.0.0/33",
            "10.0.0.0/08",
            "10.0.0.0/+8",
            "10.0.0.0/8/8",
            "::/129",
            "::ffff:10.0.0.0/95",
            "10.0.0.0/255.0.0.0",
            "host/8"
        }) {
            assertThat(AddressRange.parse(text)).as(text).isEmpty();
        }
    }
}
