package org.herald.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PercentEncodingTest {

    @Test
    void readsPathsAsTheyAreMeant() {
        assertThat(PercentEncoding.path("ops/alerts+1")).isEqualTo("ops/alerts+1");
        assertThat(PercentEncoding.path("@b%C3%B6b%20%2F%3F%25%2b")).isEqualTo("@böb /?%+");
        assertThat(PercentEncoding.path("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%a", "%zz", "%C3", "%ff", "%00", "%0a", "%7f", "a b", "ö", "%c0%af"})
    void refusesWhatContainersTakeInDifferentWays(String path) {
        assertThatExceptionOfType(BadRequest.class)
                .isThrownBy(() -> PercentEncoding.path(path))
                .withMessage("the path is malformed");
    }
}
