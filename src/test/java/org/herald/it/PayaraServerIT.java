package org.herald.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.Body;
import org.herald.it.kit.Claims;
import org.herald.it.kit.Console;
import org.herald.it.kit.HandshakeRefused;
import org.herald.it.kit.HeraldClient;
import org.herald.it.kit.HeraldNode;
import org.herald.it.kit.Http;
import org.herald.it.kit.Product;
import org.herald.it.kit.Redeployer;
import org.herald.it.kit.Tokens;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The same WAR on a domain of Payara Server, deployed and undeployed by {@code asadmin}. */
@Tag("payara-server")
class PayaraServerIT {

    private static final String ROOM = "full/room";

    @AutoClose
    private final Belongings mine = new Belongings();

    @Test
    void servesFromDeploymentToUndeployment() {
        Redeployer domain = mine.add(Redeployer.start(HeraldNode.named("payara-server")
                .on(Product.PAYARA_SERVER)
                .trustingTestTokens()
                .property("herald.drain.time", "PT2S")));
        domain.deploy();
        assertThat(Http.get(domain.server().fromTop("/health/ready")).statusCode())
                .isEqualTo(200);

        Claims.assertMade(domain.server());
        refusesStrangers(domain);
        HeraldClient alice = connect(domain, "alice");
        HeraldClient bob = connect(domain, "bob");
        alice.join(ROOM);
        bob.join(ROOM);
        String seen = alice.say(ROOM, "hello").getString("eventId");
        assertThat(bob.inbox().await("message").content()).isEqualTo("hello");
        recovers(domain, bob, alice, seen);
        showsItselfToAConsoleOfItsAdministrator(domain);

        domain.undeploy();

        assertThat(alice.awaitEnding().code()).isEqualTo(1012);
        assertThat(alice.inbox().await("server.draining").data().getInt("reconnectAfterMs"))
                .isBetween(0, 1_999);
        assertThat(domain.deployed()).isFalse();
    }

    private static void refusesStrangers(Redeployer domain) {
        HandshakeRefused refused = Assertions.assertThrows(
                HandshakeRefused.class, () -> HeraldClient.connect(domain.server(), handshake -> handshake));

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.answer().json().getString("code")).isEqualTo("unauthorized");
    }

    /** Bob goes, misses two messages, and comes back. */
    private void recovers(Redeployer domain, HeraldClient bob, HeraldClient alice, String seen) {
        bob.close();
        alice.say(ROOM, "missed");
        alice.say(ROOM, "missed too");

        HeraldClient back = connect(domain, "bob");
        JsonObject joined = back.ack("room.join", ROOM, Body.of("since", seen));

        assertThat(joined.get("recovered")).isEqualTo(JsonValue.TRUE);
        assertThat(back.inbox().await(2, "message"))
                .extracting(message -> message.content())
                .containsExactly("missed", "missed too");
        assertThat(back.ack("room.history", ROOM, Body.of()).getJsonArray("events"))
                .hasSize(3);
    }

    /** The connector is there some time after the server is. */
    private void showsItselfToAConsoleOfItsAdministrator(Redeployer domain) {
        Console console = mine.add(Awaitility.await("the connector")
                .atMost(Duration.ofMinutes(1))
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> Console.ofPayaraServer(domain.server(), "admin", ""), Objects::nonNull));

        assertThat(console.attribute("payara-server", "Writer")).isEqualTo("tyrus");
        assertThat(console.list("payara-server", "listNodes")).hasSize(1);
    }

    private HeraldClient connect(Redeployer domain, String user) {
        return mine.add(HeraldClient.connect(domain.server(), Tokens.of(user)));
    }
}
