package org.herald.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.Body;
import org.herald.it.kit.Ending;
import org.herald.it.kit.Handshake;
import org.herald.it.kit.HeraldClient;
import org.herald.it.kit.HeraldWar;
import org.herald.it.kit.Received;
import org.herald.it.kit.Route;
import org.herald.it.kit.Server;
import org.herald.it.kit.TestKeys;
import org.herald.it.kit.Tokens;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.TargetsContainer;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A connection lasts as long as its token: it is warned, may bring another one, or ends with 4001. */
@ExtendWith(ArquillianExtension.class)
class TokenExpiryIT {

    private static final int UNAUTHORIZED = 4001;

    @ArquillianResource
    private Server server;

    @AutoClose
    private final Belongings mine = new Belongings();

    @Deployment(testable = false)
    @TargetsContainer("strict")
    static WebArchive herald() {
        return HeraldWar.built();
    }

    @Test
    void endsASilentListenerWithinASecondOfTheEnd() {
        HeraldClient listener = connect(Tokens.user("expiry-listener").expiresIn(Duration.ofSeconds(3)));
        long expiresAt = expiresAt(listener);

        Ending ending = listener.awaitEnding();
        long late = Instant.now().toEpochMilli() - expiresAt;

        assertThat(ending.code()).isEqualTo(UNAUTHORIZED);
        assertThat(late).isBetween(0L, 1_000L);
    }

    @Test
    void warnsAMinuteAhead() {
        HeraldClient soon = connect(Tokens.user("expiry-soon").expiresIn(Duration.ofSeconds(62)));
        HeraldClient later = connect(Tokens.user("expiry-later").expiresIn(Duration.ofSeconds(90)));
        later.roundTrip();

        Received warning = soon.inbox().await("auth.expiring");

        assertThat(warning.data().getJsonNumber("expiresAt").longValue()).isEqualTo(expiresAt(soon));
        assertThat(expiresAt(soon) - Instant.now().toEpochMilli()).isLessThanOrEqualTo(60_000);
        assertThat(warning.eventId()).isNull();
        assertThat(later.inbox().all("auth.expiring")).isEmpty();
    }

    @Test
    void goesOnWithANewTokenOfTheSameUser() {
        HeraldClient alice = connect(Tokens.user("expiry-alice").expiresIn(Duration.ofSeconds(3)));
        HeraldClient other = connect(Tokens.user("expiry-other").expiresIn(Duration.ofSeconds(4)));

        alice.ack("auth.refresh", null, Body.of("token", Tokens.of("expiry-alice")));
        other.awaitEnding();
        alice.roundTrip();

        assertThat(Instant.now().toEpochMilli()).isGreaterThan(expiresAt(alice));
        assertThat(alice.ending()).isEmpty();
        assertThat(other.ending()).map(Ending::code).hasValue(UNAUTHORIZED);
    }

    @Test
    void endsWithTheNewTokenWhenThatIsTheShorterOne() {
        HeraldClient alice = connect(Tokens.user("expiry-shorter"));

        alice.ack(
                "auth.refresh",
                null,
                Body.of(
                        "token",
                        Tokens.user("expiry-shorter")
                                .expiresIn(Duration.ofSeconds(3))
                                .sign()));

        alice.inbox().await("auth.expiring");
        assertThat(alice.awaitEnding().code()).isEqualTo(UNAUTHORIZED);
    }

    @Test
    void takesNoTokenThatIsNotTheUsersOwnOrNotGood() {
        HeraldClient alice = connect(Tokens.user("expiry-owner"));
        String expired =
                Tokens.user("expiry-owner").expiresIn(Duration.ofSeconds(-1)).sign();
        String forged = Tokens.user("expiry-owner").signedBy(TestKeys.STRANGER).sign();

        assertThat(refresh(alice, Tokens.of("expiry-thief"))).isEqualTo("unauthorized");
        assertThat(refresh(alice, expired)).isEqualTo("unauthorized");
        assertThat(refresh(alice, forged)).isEqualTo("unauthorized");
        assertThat(refresh(alice, "garbage")).isEqualTo("unauthorized");
        assertThat(refresh(alice, "")).isIn("unauthorized", "invalid_data");
        assertThat(alice.refusal("auth.refresh", null, Body.of())).isEqualTo("invalid_data");
        alice.roundTrip();

        assertThat(alice.ending()).isEmpty();
    }

    @Test
    void letsARefusedRefreshChangeNothing() {
        HeraldClient alice = connect(Tokens.user("expiry-refused").expiresIn(Duration.ofSeconds(3)));
        long expiresAt = expiresAt(alice);

        assertThat(refresh(alice, Tokens.of("expiry-thief"))).isEqualTo("unauthorized");

        assertThat(alice.awaitEnding().code()).isEqualTo(UNAUTHORIZED);
        assertThat(Instant.now().toEpochMilli() - expiresAt).isBetween(0L, 1_000L);
    }

    private static String refresh(HeraldClient client, String token) {
        return client.refusal("auth.refresh", null, Body.of("token", token));
    }

    private static long expiresAt(HeraldClient client) {
        return client.welcome().getJsonNumber("expiresAt").longValue();
    }

    private HeraldClient connect(Tokens token) {
        Handshake handshake = Handshake.with(server).bearer(token.sign());
        return mine.add(HeraldClient.connect(Route.to(server).fromElsewhere(), handshake));
    }
}
