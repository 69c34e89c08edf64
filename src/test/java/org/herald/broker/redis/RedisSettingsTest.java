package org.herald.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.herald.config.InvalidSetting;
import org.herald.config.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisSettingsTest {

    @Test
    void areNotThereWithoutAUrl() {
        assertThat(read(Map.of())).isEmpty();
        assertThat(read(Map.of("herald.redis.url", " "))).isEmpty();
    }

    @Test
    void haveDefaults() {
        RedisSettings settings =
                read(Map.of("herald.redis.url", "redis://localhost")).orElseThrow();

        assertThat(settings.prefix()).isEqualTo("herald");
        assertThat(settings.node()).isEqualTo("n1");
        assertThat(settings.lease()).isEqualTo(Duration.ofSeconds(15));
        assertThat(settings.url().hosts()).containsExactly(new RedisUrl.Host("localhost", 6379));
        assertThat(settings.url().tls()).isFalse();
    }

    @Test
    void readEverythingOfAUrl() {
        RedisUrl url = RedisUrl.parse("rediss://us%40er:p%3Aa%2Fs+s@[::1]:7000/3");

        assertThat(url.tls()).isTrue();
        assertThat(url.user()).isEqualTo("us@er");
        assertThat(url.password()).isEqualTo("p:a/s+s");
        assertThat(url.hosts()).containsExactly(new RedisUrl.Host("::1", 7000));
        assertThat(url.database()).isEqualTo(3);
        assertThat(url.kind()).isEqualTo(RedisUrl.Kind.SINGLE);
    }

    @Test
    void readAPasswordWithoutAUser() {
        RedisUrl url = RedisUrl.parse("redis://:secret@h");

        assertThat(url.user()).isNull();
        assertThat(url.password()).isEqualTo("secret");
    }

    @Test
    void readSentinelsAndClusters() {
        RedisUrl sentinels = RedisUrl.parse("redis-sentinel://:secret@s1,s2:7000/2#main");
        RedisUrl cluster = RedisUrl.parse("rediss-cluster://c1:7001,c2");

        assertThat(sentinels.kind()).isEqualTo(RedisUrl.Kind.SENTINEL);
        assertThat(sentinels.master()).isEqualTo("main");
        assertThat(sentinels.database()).isEqualTo(2);
        assertThat(sentinels.hosts()).isEqualTo(List.of(new RedisUrl.Host("s1", 26379), new RedisUrl.Host("s2", 7000)));
        assertThat(cluster.kind()).isEqualTo(RedisUrl.Kind.CLUSTER);
        assertThat(cluster.tls()).isTrue();
        assertThat(cluster.hosts()).isEqualTo(List.of(new RedisUrl.Host("c1", 7001), new RedisUrl.Host("c2", 6379)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "http://localhost",
                "redis://",
                "redis://h:0",
                "redis://h:70000",
                "redis://a,b",
                "redis://h/db",
                "redis://h#main",
                "redis://secret@h",
                "redis://:se%zzcret@h",
                "redis-sentinel://s1",
                "redis-cluster://c1/1"
            })
    void refuseAUrlThatIsNoneWithoutRepeatingIt(String url) {
        assertThatThrownBy(() -> read(Map.of("herald.redis.url", url)))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageStartingWith("herald.redis.url: must ")
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "herald.redis.prefix,a{b}",
        "herald.redis.prefix,a b",
        "herald.node.lease,PT0.5S",
        "herald.node.lease,15"
    })
    void nameTheKeyThatIsWrong(String key, String value) {
        assertThatThrownBy(() -> read(Map.of("herald.redis.url", "redis://h", key, value)))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageStartingWith(key + ": must be ");
    }

    @Test
    void readTheLoginOfTheSentinels() {
        Login login = sentinels("herald.redis.sentinel.user", "watcher", "herald.redis.sentinel.password", "p%41")
                .sentinels();
        assertThat(login.user()).isEqualTo("watcher");
        assertThat(login.password()).isEqualTo("p%41");
        assertThat(sentinels("herald.redis.sentinel.password", "p").sentinels()).isEqualTo(new Login(null, "p"));
        assertThat(sentinels().sentinels()).isEqualTo(Login.NONE);
    }

    @Test
    void refuseALoginOfSentinelsThatIsNone() {
        assertThatThrownBy(() -> sentinels("herald.redis.sentinel.user", "watcher"))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageStartingWith("herald.redis.sentinel.user: must have a password");
        assertThatThrownBy(
                        () -> read(Map.of("herald.redis.url", "redis://h", "herald.redis.sentinel.password", "secret")))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageStartingWith("herald.redis.sentinel.password: must be empty")
                .hasMessageNotContaining("secret");
    }

    @Test
    void doNotShowThePasswordOfTheSentinels() {
        String shown = sentinels("herald.redis.sentinel.user", "watcher", "herald.redis.sentinel.password", "secret")
                .toString();

        assertThat(shown).doesNotContain("secret").doesNotContain("watcher");
    }

    @Test
    void doNotShowThePassword() {
        RedisSettings settings =
                read(Map.of("herald.redis.url", "redis://user:secret@h")).orElseThrow();

        assertThat(settings.toString()).doesNotContain("secret").doesNotContain("user");
    }

    private static RedisSettings sentinels(String... keysAndValues) {
        Map<String, String> values = new HashMap<>(Map.of("herald.redis.url", "redis-sentinel://s1#main"));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            values.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return read(values).orElseThrow();
    }

    private static Optional<RedisSettings> read(Map<String, String> values) {
        return RedisSettings.from(new Settings(key -> Optional.ofNullable(values.get(key))), "n1");
    }
}
