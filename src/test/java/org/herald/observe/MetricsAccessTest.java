package org.herald.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.herald.audit.Audit;
import org.herald.auth.AuthSettings;
import org.herald.auth.DevKeys;
import org.herald.auth.OriginPolicy;
import org.herald.auth.RequestView;
import org.herald.auth.TokenSources;
import org.herald.auth.TrustedProxies;
import org.herald.broker.RevokedTokens;
import org.herald.config.InvalidSetting;
import org.herald.config.Rate;
import org.herald.config.Settings;
import org.herald.hub.HubListener;
import org.herald.hub.UserId;
import org.herald.limits.HandshakeRates;
import org.herald.session.Credentials;
import org.herald.session.Knock;
import org.herald.session.Reception;
import org.herald.session.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsAccessTest {

    /** Development mode warns, once a test. Held, or the level would be forgotten. */
    private static final Logger QUIET = Logger.getLogger(DevKeys.class.getName());

    private static final String TOKEN = "scrape-0123456789";
    private static final String ELSEWHERE = "192.0.2.7";

    static {
        QUIET.setLevel(Level.SEVERE);
    }

    private final AuthSettings auth = AuthSettings.from(
            settings(Map.of("herald.dev", "true", "herald.proxies", "127.0.0.1", "herald.auth.container", "true")));
    private final DevKeys keys = new DevKeys(auth, Clock.systemUTC());
    private final MetricsAccess open = access("");
    private final MetricsAccess locked = access(TOKEN);

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.8.9.10", "::1", "[::1]", "0:0:0:0:0:0:0:1%lo"})
    void withoutATokenLetsClientsOnThisMachineIn(String peer) {
        assertThat(open.judge(knock(peer))).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {ELSEWHERE, "10.0.0.1", "2001:db8::1", "0.0.0.0", "localhost", ""})
    void withoutATokenAsksEverybodyElseWhoTheyAre(String peer) {
        assertThat(open.judge(knock(peer))).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Forwarded", "X-Forwarded-For", "x-forwarded-proto", "X-Real-IP", "Via"})
    void aProxyOnThisMachineIsNotTheClient(String header) {
        assertThat(open.judge(knock("127.0.0.1", header, "for=203.0.113.9"))).isEqualTo(401);
        assertThat(open.judge(knock("127.0.0.2", header, "for=203.0.113.9"))).isEqualTo(401);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"evil.example", "evil.example:8080", "localhost.evil.example", "10.0.0.1", ""})
    void aPageWhoseNameWasMadeToLeadHereIsNotTheMachine(String host) {
        assertThat(open.judge(asking(host, "127.0.0.1", null, null))).isEqualTo(401);
        assertThat(open.judge(asking(host, "127.0.0.1", null, null, "Authorization", "Bearer " + jwt("herald-admin"))))
                .isEqualTo(200);
    }

    @Test
    void whoSaysThatItIsLocalIsNotBelieved() {
        assertThat(open.judge(knock("127.0.0.1", "X-Forwarded-For", "127.0.0.1")))
                .isEqualTo(401);
        assertThat(open.judge(knock(ELSEWHERE, "X-Forwarded-For", "127.0.0.1"))).isEqualTo(401);
    }

    @Test
    void withoutATokenLetsAdministratorsIn() {
        assertThat(open.judge(knock(ELSEWHERE, "Authorization", "Bearer " + jwt("herald-admin"))))
                .isEqualTo(200);
    }

    @Test
    void refusesWhoIsKnownAndNoAdministrator() {
        assertThat(open.judge(knock(ELSEWHERE, "Authorization", "Bearer " + jwt("herald-administrator"))))
                .isEqualTo(403);
    }

    @Test
    void refusesABadToken() {
        assertThat(open.judge(knock(ELSEWHERE, "Authorization", "Bearer nonsense")))
                .isEqualTo(401);
        assertThat(open.judge(knock(ELSEWHERE, "Authorization", "Bearer " + TOKEN)))
                .isEqualTo(401);
    }

    @Test
    void refusesTwoTokensAtOnce() {
        String token = "Bearer " + jwt("herald-admin");

        assertThat(open.judge(knock(ELSEWHERE, "Authorization", token, "Authorization", token)))
                .isEqualTo(400);
    }

    @Test
    void slowsDownWhoKeepsGuessing() {
        for (int i = 0; i < 20; i++) {
            assertThat(open.judge(knock(ELSEWHERE, "Authorization", "Bearer guess-" + i)))
                    .isEqualTo(401);
        }

        assertThat(open.judge(knock(ELSEWHERE, "Authorization", "Bearer guess")))
                .isEqualTo(429);
        assertThat(open.judge(knock("192.0.2.8"))).isEqualTo(401);
    }

    @Test
    void refusesPagesOfOtherSites() {
        assertThat(open.judge(knock(
                        ELSEWHERE, "Origin", "https://evil.example", "Authorization", "Bearer " + jwt("herald-admin"))))
                .isEqualTo(403);
    }

    @Test
    void takesTheLoginOfTheContainerWhereThatIsBelieved() {
        assertThat(open.judge(login("herald-admin"))).isEqualTo(200);
        assertThat(open.judge(login("somebody"))).isEqualTo(403);
    }

    @Test
    void theConfiguredTokenOpensFromAnywhere() {
        assertThat(locked.judge(knock(ELSEWHERE, "Authorization", "Bearer " + TOKEN)))
                .isEqualTo(200);
        assertThat(locked.judge(knock(ELSEWHERE, "authorization", "bearer " + TOKEN)))
                .isEqualTo(200);
    }

    @Test
    void withATokenNothingElseOpens() {
        assertThat(locked.judge(knock("127.0.0.1"))).isEqualTo(401);
        assertThat(locked.judge(knock("127.0.0.1", "Authorization", "Bearer " + jwt("herald-admin"))))
                .isEqualTo(401);
        assertThat(locked.judge(login("herald-admin"))).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Bearer ", "Bearer", "Basic " + TOKEN, TOKEN, "Bearer " + TOKEN + "x", "Bearer scrape-012345678"
            })
    void refusesWhatIsNotTheToken(String header) {
        assertThat(locked.judge(knock(ELSEWHERE, "Authorization", header))).isEqualTo(401);
    }

    @Test
    void refusesTwoTokensOfWhichOneIsRight() {
        assertThat(locked.judge(knock(
                        ELSEWHERE, "Authorization", "Bearer " + TOKEN, "Authorization", "Bearer 0123456789abcdef")))
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "with a blank in it", "ümlaut-ümlaut-ümlaut"})
    void refusesATokenThatCannotBeOne(String token) {
        assertThatThrownBy(() -> MetricsSettings.from(settings(Map.of("herald.metrics.token", token))))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining("herald.metrics.token")
                .hasMessageNotContaining(token);
    }

    @Test
    void doesNotShowTheTokenInItsText() {
        MetricsSettings settings = MetricsSettings.from(settings(Map.of("herald.metrics.token", TOKEN)));

        assertThat(settings.toString()).doesNotContain(TOKEN);
    }

    private MetricsAccess access(String token) {
        TrustedProxies proxies = new TrustedProxies(auth);
        Tokens tokens = new Tokens(keys.verifier(), new RevokedTokens());
        Reception reception = new Reception(
                proxies,
                new OriginPolicy(auth),
                new Credentials(new TokenSources(auth), tokens, auth.container(), Set.of("herald-admin")),
                new HandshakeRates(new Rate(20, Duration.ofMinutes(1)), System::nanoTime),
                HubListener.NONE,
                new Audit("n1", Clock.systemUTC(), line -> {}));
        return new MetricsAccess(
                MetricsSettings.from(settings(Map.of("herald.metrics.token", token))), proxies, reception);
    }

    private String jwt(String role) {
        return keys.issue(new UserId("alice"), Set.of(role), Duration.ofMinutes(1));
    }

    private static Knock login(String role) {
        return knock(ELSEWHERE, () -> "alice", role);
    }

    private static Knock knock(String peer, String... namesAndValues) {
        return knock(peer, null, null, namesAndValues);
    }

    private static Knock knock(String peer, Principal login, String role, String... namesAndValues) {
        return asking("localhost:8080", peer, login, role, namesAndValues);
    }

    private static Knock asking(String host, String peer, Principal login, String role, String... namesAndValues) {
        return new Knock(new Headers(namesAndValues), "GET", peer, "http", host, login, name -> name.equals(role));
    }

    private static Settings settings(Map<String, String> values) {
        return new Settings(key -> Optional.ofNullable(values.get(key)));
    }

    private record Headers(String... namesAndValues) implements RequestView {
        @Override
        public List<String> headers(String name) {
            List<String> values = new ArrayList<>();
            for (int i = 0; i < namesAndValues.length; i += 2) {
                if (namesAndValues[i].equalsIgnoreCase(name)) {
                    values.add(namesAndValues[i + 1]);
                }
            }
            return values;
        }

        @Override
        public String rawQuery() {
            return null;
        }
    }
}
