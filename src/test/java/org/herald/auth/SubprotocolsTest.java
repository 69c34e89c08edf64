package org.herald.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubprotocolsTest {

    private static final Set<String> SUPPORTED = Set.of("herald.v1");

    @Test
    void choosesNoneWhereNoneIsOffered() {
        assertThat(Subprotocols.parse(List.of()).choose(SUPPORTED)).isEmpty();
    }

    @Test
    void choosesTheOneThatIsKnown() {
        for (String line : List.of("herald.v1", "other,herald.v1", " herald.v1 ,\tother", ",herald.v1,,")) {
            assertThat(Subprotocols.parse(List.of(line)).choose(SUPPORTED)).contains("herald.v1");
        }
        assertThat(Subprotocols.parse(List.of("other", "herald.v1")).choose(SUPPORTED))
                .contains("herald.v1");
    }

    @Test
    void choosesTheFirstThatTheClientPrefers() {
        assertThat(Subprotocols.parse(List.of("b, a")).choose(Set.of("a", "b"))).contains("b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"other", "HERALD.V1", "herald.v10", "herald.v1.x", "other, bearer.a.b.c"})
    void refusesOnlyUnknownOnes(String line) {
        assertThatThrownBy(() -> Subprotocols.parse(List.of(line)).choose(SUPPORTED))
                .isInstanceOf(BadRequest.class);
    }

    @Test
    void neverChoosesAToken() {
        Subprotocols offered = Subprotocols.parse(List.of("bearer.a.b.c"));

        assertThat(offered.choose(SUPPORTED)).isEmpty();
        assertThat(offered.choose(Set.of("bearer.a.b.c"))).isEmpty();
        assertThat(offered.token()).contains("a.b.c");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", ",", "a b", "a;b", "\"a\"", "a/b", "a=b", "a@b", "{a}", "a\u0000", "a\u007f", "ä", "a,a",
                "a, b ,a"
            })
    void refusesWhatIsNoListOfNames(String line) {
        assertThatThrownBy(() -> Subprotocols.parse(List.of(line))).isInstanceOf(BadRequest.class);
    }

    @Test
    void refusesANameOnTwoLines() {
        assertThatThrownBy(() -> Subprotocols.parse(List.of("herald.v1", "herald.v1")))
                .isInstanceOf(BadRequest.class);
    }

    @Test
    void refusesAnEndlessList() {
        String list = IntStream.range(0, 33).mapToObj(i -> "p" + i).collect(Collectors.joining(","));

        assertThatThrownBy(() -> Subprotocols.parse(List.of(list))).isInstanceOf(BadRequest.class);
    }
}
