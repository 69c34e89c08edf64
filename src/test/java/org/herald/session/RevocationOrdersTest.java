package org.herald.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.herald.auth.AuthSettings;
import org.herald.broker.ControlMessage.RevokeToken;
import org.herald.broker.ControlMessage.RevokeUser;
import org.herald.config.InvalidSetting;
import org.herald.config.Settings;
import org.herald.hub.HandClock;
import org.herald.hub.UserId;
import org.junit.jupiter.api.Test;

class RevocationOrdersTest {

    private static final UserId ALICE = new UserId("alice");
    private static final Duration TWO_SKEWS = Duration.ofSeconds(10);

    private final HandClock clock = new HandClock();

    @Test
    void remembersATokenWhoseEndIsKnownUntilThenAndTheSkewOfClocks() {
        long end = clock.millis() + 60_000;

        assertThat(orders().token("t", end, "stolen")).isEqualTo(new RevokeToken("t", end + 5000, "stolen"));
    }

    @Test
    void remembersATokenWhoseEndIsUnknownForADay() {
        assertThat(orders().token("t", null, null)).isEqualTo(new RevokeToken("t", in(Duration.ofDays(1)), null));
    }

    @Test
    void revokesWhatAUserWasGivenUntilNowForADay() {
        clock.advance(Duration.ofHours(5));

        assertThat(orders().user(ALICE, "gone"))
                .isEqualTo(new RevokeUser(ALICE, clock.millis(), in(Duration.ofDays(1)), "gone"));
    }

    @Test
    void remembersForAsLongAsIsConfigured() {
        RevocationOrders orders = orders("herald.auth.revocation-ttl", "PT168H");

        assertThat(orders.token("t", null, null).until()).isEqualTo(in(Duration.ofDays(7)));
        assertThat(orders.user(ALICE, null).until()).isEqualTo(in(Duration.ofDays(7)));
    }

    @Test
    void needsToRememberNoLongerThanTokensAreTaken() {
        assertThat(orders("mp.jwt.verify.token.age", "600").user(ALICE, null).until())
                .isEqualTo(in(Duration.ofMinutes(10)));
        assertThat(orders("mp.jwt.verify.token.age", "600", "herald.auth.revocation-ttl", "PT1M")
                        .user(ALICE, null)
                        .until())
                .isEqualTo(in(Duration.ofMinutes(1)));
    }

    @Test
    void refusesATimeThatIsTooShortOrTooLong() {
        for (String wrong : new String[] {"PT59S", "P3651D"}) {
            assertThatThrownBy(() -> orders("herald.auth.revocation-ttl", wrong))
                    .isInstanceOf(InvalidSetting.class)
                    .hasMessageContaining("herald.auth.revocation-ttl")
                    .hasMessageContaining("must be from PT1M to P3650D");
        }
    }

    @Test
    void refusesAnEndThatIsNone() {
        assertThatThrownBy(() -> orders().token("t", Long.MAX_VALUE, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a time is Unix milliseconds");
    }

    private long in(Duration life) {
        return clock.millis() + life.plus(TWO_SKEWS).toMillis();
    }

    private RevocationOrders orders(String... keysAndValues) {
        Map<String, String> map = new HashMap<>();
        map.put("herald.auth.secret", "0123456789abcdef0123456789abcdef");
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        Settings settings = new Settings(key -> Optional.ofNullable(map.get(key)));
        return RevocationOrders.from(settings, AuthSettings.from(settings), clock);
    }
}
