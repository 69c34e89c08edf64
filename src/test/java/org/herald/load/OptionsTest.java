package org.herald.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {

    private static final String URL = "ws://127.0.0.1:8080/herald/ws";

    @Test
    void needsNoMoreThanWhereToAndWhoAsks() {
        Options options = Options.of("--url", URL, "--dev");

        assertThat(options.target().url()).hasToString(URL);
        assertThat(options.crowd()).isEqualTo(new Options.Crowd(100, 1, "load/", 50));
        assertThat(options.traffic())
                .isEqualTo(new Options.Traffic(10, 100, 200, Duration.ofSeconds(30), Duration.ofSeconds(5)));
        assertThat(options.outcome().maxP99()).isEmpty();
        assertThat(options.outcome().json()).isFalse();
    }

    @Test
    void takesValuesBehindABlankOrAnEqualsSign() {
        Options options = Options.of(
                "--url=" + URL, "--token=a=b", "--rooms", "3", "--duration=500ms", "--max-p99", "2m", "--json");

        assertThat(options.target().token()).hasValue("a=b");
        assertThat(options.crowd().rooms()).isEqualTo(3);
        assertThat(options.traffic().duration()).isEqualTo(Duration.ofMillis(500));
        assertThat(options.outcome().maxP99()).hasValue(Duration.ofMinutes(2));
        assertThat(options.outcome().json()).isTrue();
    }

    @Test
    void letsEveryConnectionPublishUnlessToldOtherwise() {
        assertThat(Options.of("--url", URL, "--dev", "--connections", "7")
                        .traffic()
                        .publishers())
                .isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--connections 0      | --connections must be a whole number from 1 to 100000",
                "--connections -1     | --connections must be a whole number from 1 to 100000",
                "--connections 1e3    | --connections must be a whole number from 1 to 100000",
                "--connections 99999999999 | --connections must be a whole number from 1 to 100000",
                "--rooms 101          | --rooms must be a whole number from 1 to 100",
                "--publishers 101     | --publishers must be a whole number from 1 to 100",
                "--size 39            | --size must be a whole number from 40 to 2000",
                "--duration soon      | --duration must be a time such as 500ms, 30s, 5m or 1h",
                "--duration 0         | --duration must be longer than nothing",
                "--max-p99 -5ms       | --max-p99 must be a time such as 500ms, 30s, 5m or 1h",
                "--room @alice        | --room must begin with a letter or digit",
                "--rate               | --rate needs a value",
                "--rate 1 --rate 2    | --rate is there twice",
                "--token x            | exactly one of --dev, --token and --token-file is needed",
                "--bogus              | --bogus is no option of herald-load; --help lists them",
                "stray                | stray is no option of herald-load; --help lists them",
                "--dev=yes            | --dev is no option of herald-load; --help lists them",
            })
    void namesTheOptionAndTheRule(String more, String message) {
        List<String> words = new ArrayList<>(List.of("--url", URL, "--dev"));
        words.addAll(List.of(more.split(" ")));

        assertThatThrownBy(() -> Options.of(words.toArray(String[]::new)))
                .isInstanceOf(BadArgument.class)
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @CsvSource({"http://127.0.0.1/herald/ws", "ws:///herald/ws", "127.0.0.1:8080", "'ws://a b/'", "ws://h/ws#x"})
    void wantsTheAddressOfAWebSocket(String url) {
        assertThatThrownBy(() -> Options.of("--url", url, "--dev"))
                .hasMessageStartingWith("--url must be a URL such as");
    }

    @Test
    void saysThatTheAddressIsMissing() {
        assertThatThrownBy(() -> Options.of("--dev")).hasMessage("--url is missing");
    }
}
