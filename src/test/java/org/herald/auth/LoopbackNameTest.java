package org.herald.auth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackNameTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST:8080",
                "herald.localhost",
                "127.0.0.1",
                "127.0.0.1:8080",
                "127.9.9.9",
                "[::1]",
                "[::1]:8080",
                "[0:0:0:0:0:0:0:1]",
                "[::ffff:127.0.0.1]"
            })
    void isWhatAMachineCallsItself(String host) {
        assertThat(LoopbackName.is(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "evil.example",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "notlocalhost",
                "10.0.0.1",
                "0.0.0.0",
                "[::]",
                "[2001:db8::1]",
                "127.1",
                "2130706433",
                "localhost:http",
                "localhost:99999",
                "user@localhost",
                "localhost, evil.example"
            })
    void isNothingThatAnybodyElseMayBeCalled(String host) {
        assertThat(LoopbackName.is(host)).isFalse();
    }

    @Test
    void isNotWhereNoneIsSaid() {
        assertThat(LoopbackName.is(null)).isFalse();
    }
}
