package org.herald.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.Body;
import org.herald.it.kit.Ending;
import org.herald.it.kit.Handshake;
import org.herald.it.kit.HandshakeRefused;
import org.herald.it.kit.HeraldClient;
import org.herald.it.kit.HeraldWar;
import org.herald.it.kit.Received;
import org.herald.it.kit.Route;
import org.herald.it.kit.Server;
import org.herald.it.kit.TestKeys;
import org.herald.it.kit.Tokens;
import org.herald.it.kit.WebSocketWire;
import org.herald.it.kit.WireFrame;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.TargetsContainer;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where it is allowed, a token may come as the first message, and nothing else may (protocol section 1). */
@ExtendWith(ArquillianExtension.class)
class StrangerIT {

    private static final int UNAUTHORIZED = 4001;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int CROWD = 2_000;

    @ArquillianResource
    private Server server;

    @AutoClose
    private final Belongings mine = new Belongings();

    @Deployment(testable = false)
    @TargetsContainer("stranger")
    static WebArchive herald() {
        return HeraldWar.built();
    }

    @Test
    void welcomesWhoSaysWhoHeIs() {
        HeraldClient alice = stranger();

        JsonObject ack = alice.ack("auth", null, Body.of("token", Tokens.of("alice")));
        alice.join("stranger/room");
        alice.say("stranger/room", "one of you");

        assertThat(ack).isNotNull();
        assertThat(alice.inbox().all().get(0).event()).isEqualTo("connected");
        assertThat(alice.userId()).isEqualTo("alice");
        assertThat(alice.inbox().await("message").fromUser()).isEqualTo("alice");
    }

    @Test
    void needsNoIdAndAcknowledgesNothingWithoutOne() {
        HeraldClient alice = stranger();

        alice.send("auth", null, Body.of("token", Tokens.of("alice")));
        alice.inbox().await("connected");
        alice.roundTrip();

        assertThat(alice.inbox().all("ack")).hasSize(1);
    }

    @Test
    void keepsTheUserWhoWasWelcomedLongerThanAStranger() {
        HeraldClient alice = stranger();
        alice.ack("auth", null, Body.of("token", Tokens.of("alice")));
        long since = System.nanoTime();

        Awaitility.await()
                .atMost(PATIENCE.multipliedBy(2))
                .until(() -> System.nanoTime() - since > PATIENCE.plusSeconds(1).toNanos());
        alice.roundTrip();

        assertThat(alice.ending()).isEmpty();
    }

    @Test
    void endsWithABadToken() {
        for (String bad : List.of(
                Tokens.user("alice").signedBy(TestKeys.STRANGER).sign(),
                Tokens.user("alice").expiresIn(Duration.ofMinutes(-1)).sign(),
                "garbage")) {
            HeraldClient mallory = stranger();

            mallory.send("auth", null, Body.of("token", bad));

            assertTurnedAway(mallory);
        }
    }

    @Test
    void endsWhenNoTokenComesInTime() {
        long before = System.nanoTime();
        HeraldClient idle = stranger();

        Ending ending = idle.awaitEnding();

        assertThat(ending.code()).isEqualTo(UNAUTHORIZED);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isBetween(PATIENCE, PATIENCE.plusSeconds(2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"event\":\"ping\",\"id\":\"1\"}",
                "{\"event\":\"room.join\",\"id\":\"1\",\"room\":\"stranger/room\"}",
                "{\"event\":\"message.send\",\"id\":\"1\",\"room\":\"stranger/room\",\"data\":{\"content\":\"hi\"}}",
                "{\"event\":\"auth.refresh\",\"id\":\"1\",\"data\":{\"token\":\"a.b.c\"}}",
                "{\"event\":\"auth\",\"id\":\"1\"}",
                "{\"event\":\"auth\",\"id\":\"1\",\"data\":{\"token\":7}}",
                "{\"event\":\"nothing.known\"}",
                "{\"event\":",
                "hello",
                ""
            })
    void endsWithAnythingElseFirst(String message) {
        HeraldClient mallory = stranger();

        mallory.sendText(message);

        assertTurnedAway(mallory);
    }

    @Test
    void endsWithABinaryMessageFirst() {
        HeraldClient mallory = stranger();

        mallory.send(WireFrame.binary(new byte[] {0, 2, '{', '}'}));

        assertTurnedAway(mallory);
    }

    @Test
    void endsWithTooMuchAtOnce() {
        HeraldClient mallory = stranger();

        mallory.sendText("x".repeat(70_000));

        assertThat(mallory.awaitEnding().code()).isEqualTo(1009);
        assertThat(mallory.inbox().all()).isEmpty();
    }

    @Test
    void takesATokenInTheHandshakeAsEver() {
        HeraldClient alice = mine.add(HeraldClient.connect(server, Tokens.of("alice")));

        assertThat(alice.userId()).isEqualTo("alice");
        assertThat(alice.refusal("auth", null, Body.of("token", Tokens.of("alice"))))
                .isEqualTo("conflict");
    }

    @Test
    void givesABadTokenInTheHandshakeNoSecondChance() {
        String bad = Tokens.user("alice").signedBy(TestKeys.STRANGER).sign();

        HandshakeRefused refused =
                Assertions.catchThrowableOfType(HandshakeRefused.class, () -> HeraldClient.connect(server, bad));

        assertThat(refused.status()).isEqualTo(401);
    }

    @Test
    void countsTheUsersConnectionsAsEver() {
        List<HeraldClient> five = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            HeraldClient one = stranger();
            one.ack("auth", null, Body.of("token", Tokens.of("many")));
            five.add(one);
        }
        HeraldClient sixth = stranger();
        sixth.send("auth", null, Body.of("token", Tokens.of("many")));

        assertThat(sixth.awaitEnding().code()).isEqualTo(1013);
        five.get(0).roundTrip();
    }

    @Test
    void doesNotPileUpStrangersWhoSayNothing() {
        long before = server.process().openFiles();
        List<WebSocketWire> crowd = new ArrayList<>();
        for (int i = 0; i < CROWD; i++) {
            crowd.add(mine.add(openStranger()));
        }

        for (WebSocketWire one : crowd) {
            assertThat(closeCode(one)).isEqualTo(UNAUTHORIZED);
            one.close();
        }

        Awaitility.await("the sockets to be given back")
                .atMost(Duration.ofSeconds(10))
                .until(() -> server.process().openFiles() < before + 50);
        HeraldClient alice = stranger();
        alice.ack("auth", null, Body.of("token", Tokens.of("alice")));
    }

    private HeraldClient stranger() {
        return mine.add(HeraldClient.open(Route.to(server), Handshake.with(server)));
    }

    private WebSocketWire openStranger() {
        try {
            return WebSocketWire.open(server, Handshake.with(server));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int closeCode(WebSocketWire wire) {
        try {
            WireFrame close = wire.readClose();
            wire.send(close);
            return close.closeCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertTurnedAway(HeraldClient client) {
        Ending ending = client.awaitEnding(PATIENCE.minusSeconds(2));

        assertThat(ending.code()).isEqualTo(UNAUTHORIZED);
        assertThat(client.inbox().all())
                .as("what a stranger was told")
                .map(Received::event)
                .isEmpty();
    }
}
