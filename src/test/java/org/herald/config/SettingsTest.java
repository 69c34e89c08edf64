package org.herald.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    private static final String KEY = "herald.some.key";

    private final Map<String, String> values = new HashMap<>();
    private final Settings settings = new Settings(key -> Optional.ofNullable(values.get(key)));

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t"})
    void countsAnEmptyValueAsNone(String empty) {
        values.put(KEY, empty);

        assertThat(settings.text(KEY)).isEmpty();
        assertThat(settings.text(KEY, "other")).isEqualTo("other");
        assertThat(settings.flag(KEY, true)).isTrue();
        assertThat(settings.number(KEY, 7, 1, 9)).isEqualTo(7);
        assertThat(settings.duration(KEY, Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.rate(KEY, new Rate(1, Duration.ofSeconds(1))))
                .isEqualTo(new Rate(1, Duration.ofSeconds(1)));
        assertThat(settings.list(KEY)).isEmpty();
        assertThat(settings.uri(KEY)).isEmpty();
    }

    @Test
    void readsValuesOfTheirForms() {
        assertThat(with(" a b ").text(KEY)).contains("a b");
        assertThat(with("false").flag(KEY, true)).isFalse();
        assertThat(with("true").flag(KEY, false)).isTrue();
        assertThat(with(" 9 ").number(KEY, 1, 1, 9)).isEqualTo(9);
        assertThat(with("PT1M30S").duration(KEY, null)).isEqualTo(Duration.ofSeconds(90));
        assertThat(with("PT0S").duration(KEY, null)).isZero();
        assertThat(with("60/PT1M").rate(KEY, null)).isEqualTo(new Rate(60, Duration.ofMinutes(1)));
        assertThat(with(" 60 / PT1M ").rate(KEY, null)).isEqualTo(new Rate(60, Duration.ofMinutes(1)));
        assertThat(with("a, b ,,c,").list(KEY)).containsExactly("a", "b", "c");
        assertThat(with("redis://u:p@h:1/0").uri(KEY)).contains(URI.create("redis://u:p@h:1/0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "TRUE", "1"})
    void refusesAFlagThatIsNeitherTrueNorFalse(String value) {
        assertRefused(() -> with(value).flag(KEY, true), "must be true or false");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "10", "x77", "1.5", "99999999999"})
    void refusesANumberOutOfItsRange(String value) {
        assertRefused(() -> with(value).number(KEY, 5, 1, 9), "must be a whole number from 1 to 9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"30s", "-PT1S", "30", "P"})
    void refusesADurationThatIsNone(String value) {
        assertRefused(
                () -> with(value).duration(KEY, null), "must be an ISO-8601 duration such as PT30S, not negative");
    }

    @ParameterizedTest
    @ValueSource(strings = {"77", "77/", "/PT7M", "0/PT7M", "-77/PT7M", "77/PT0S", "77/-PT7M", "77/PT7M/2", "x/PT7M"})
    void refusesARateThatIsNone(String value) {
        assertRefused(
                () -> with(value).rate(KEY, null), "must be <count>/<duration>, such as 60/PT1M, both above zero");
    }

    @Test
    void refusesAUriThatIsNoneWithoutRepeatingIt() {
        assertRefused(() -> with("redis://secret word").uri(KEY), "must be a URI");
    }

    private Settings with(String value) {
        values.put(KEY, value);
        return settings;
    }

    private static void assertRefused(ThrowingCallable call, String rule) {
        assertThatExceptionOfType(InvalidSetting.class).isThrownBy(call).withMessage(KEY + ": " + rule);
    }
}
