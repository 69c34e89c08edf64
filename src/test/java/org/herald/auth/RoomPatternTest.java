package org.herald.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoomPatternTest {

    @ParameterizedTest
    @CsvSource({
        "a,a,true",
        "a,b,false",
        "a,ab,false",
        "ab,a,false",
        "A,a,false",
        "*,anything/at.all,true",
        "team-*,team-,true",
        "team-*,team-a/b,true",
        "team-*,xteam-a,false",
        "*-a,team-a,true",
        "*-a,team-ab,false",
        "a*b*c,abc,true",
        "a*b*c,a1b2c3c,true",
        "a*b*c,acb,false",
        "**,x,true",
        "a**b,ab,true",
        "*a*,bab,true",
        "*a*,bbb,false",
        "a.c,abc,false",
        "a?c,abc,false",
        "[a],a,false",
        "ops/*,ops,false"
    })
    void matchesStarsAndNothingElse(String pattern, String name, boolean matches) {
        assertThat(RoomPattern.matches(pattern, name)).isEqualTo(matches);
    }

    @Test
    void agreesWithRegularExpressions() {
        Random random = new Random(11);
        for (int i = 0; i < 20_000; i++) {
            String pattern = text(random, "ab*", 7);
            String name = text(random, "ab", 9);
            String regex = Stream.of(pattern.split(""))
                    .map(c -> c.equals("*") ? ".*" : c)
                    .collect(Collectors.joining());
            assertThat(RoomPattern.matches(pattern, name))
                    .as("%s on %s", pattern, name)
                    .isEqualTo(Pattern.matches(regex, name));
        }
    }

    @Test
    @Timeout(5)
    void takesNoTimeForPatternsThatAreMeantToTakeLong() {
        String pattern = "*a".repeat(63) + "*b";
        String name = "a".repeat(128);
        for (int i = 0; i < 10_000; i++) {
            assertThat(RoomPattern.matches(pattern, name)).isFalse();
        }
    }

    private static String text(Random random, String alphabet, int maxLength) {
        return random.ints(random.nextInt(maxLength), 0, alphabet.length())
                .mapToObj(c -> alphabet.substring(c, c + 1))
                .collect(Collectors.joining());
    }
}
