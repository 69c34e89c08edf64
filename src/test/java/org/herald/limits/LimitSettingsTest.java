package org.herald.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.herald.config.InvalidSetting;
import org.herald.config.Rate;
import org.herald.config.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitSettingsTest {

    @Test
    void hasTheDocumentedDefaults() {
        LimitSettings limits = LimitSettings.from(settings(Map.of()));

        assertThat(limits.messages()).isEqualTo(new LimitSettings.Messages(65_536, 32));
        assertThat(limits.connections()).isEqualTo(new LimitSettings.Connections(20_000, 5, 100));
        assertThat(limits.rates())
                .isEqualTo(new LimitSettings.Rates(
                        new Rate(60, Duration.ofMinutes(1)),
                        new Rate(60, Duration.ofMinutes(1)),
                        new Rate(50, Duration.ofSeconds(1)),
                        new Rate(600, Duration.ofMinutes(1))));
    }

    @Test
    void readsEveryKey() {
        LimitSettings limits = LimitSettings.from(settings(Map.of(
                "herald.limits.message-size", "2048",
                "herald.limits.json-depth", "8",
                "herald.limits.connections", "1",
                "herald.limits.connections-per-user", "2",
                "herald.limits.rooms-per-connection", "3",
                "herald.limits.handshakes-per-address", "4/PT1S",
                "herald.limits.messages", "5/PT2S",
                "herald.limits.volatile", "6/PT3S",
                "herald.limits.requests", "7/PT4S")));

        assertThat(limits.messages()).isEqualTo(new LimitSettings.Messages(2048, 8));
        assertThat(limits.connections()).isEqualTo(new LimitSettings.Connections(1, 2, 3));
        assertThat(limits.rates())
                .isEqualTo(new LimitSettings.Rates(
                        new Rate(4, Duration.ofSeconds(1)),
                        new Rate(5, Duration.ofSeconds(2)),
                        new Rate(6, Duration.ofSeconds(3)),
                        new Rate(7, Duration.ofSeconds(4))));
    }

    @ParameterizedTest
    @CsvSource({
        "message-size,0",
        "message-size,64k",
        "message-size,4000001",
        "json-depth,0",
        "json-depth,513",
        "connections,0",
        "connections-per-user,0",
        "rooms-per-connection,0",
        "messages,60",
        "messages,0/PT1M",
        "messages,60/PT0S",
        "messages,1000001/PT1M",
        "volatile,1/P2D",
        "requests,1/PT0.0001S",
        "handshakes-per-address,-1/PT1M"
    })
    void namesTheKeyOfAValueThatCannotBeUsed(String name, String value) {
        String key = "herald.limits." + name;

        assertThatThrownBy(() -> LimitSettings.from(settings(Map.of(key, value))))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageStartingWith(key + ": ");
    }

    @ParameterizedTest
    @CsvSource({"1000000/PT0.001S", "1/P1D", "1/PT0.001S"})
    void countsTheMostExtremeRatesThatItAccepts(String rate) {
        Rate extreme = LimitSettings.from(settings(Map.of("herald.limits.messages", rate)))
                .rates()
                .messages();

        assertThat(new RateLimit(extreme, () -> 0).tryTake()).isZero();
    }

    private static Settings settings(Map<String, String> values) {
        return new Settings(key -> Optional.ofNullable(values.get(key)));
    }
}
