package org.herald.it.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.Handshake;
import org.herald.it.kit.HeraldClient;
import org.herald.it.kit.HeraldNode;
import org.herald.it.kit.HttpAnswer;
import org.herald.it.kit.Tokens;
import org.herald.it.kit.WebSocketWire;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whom the server has logged in itself is known to Herald where {@code herald.auth.container} says so, and only there. */
class ServerLoginIT {

    private static final Belongings servers = new Belongings();
    private static final ServerLogins logins = ServerLogins.byHeader("alice", "open sesame");
    private static HeraldNode believing;
    private static HeraldNode doubting;

    @AutoClose
    private final Belongings mine = new Belongings();

    @BeforeAll
    static void start() {
        believing = launch("login-taken", true);
        doubting = launch("login-not-taken", false);
        believing.awaitReady();
        doubting.awaitReady();
    }

    @AfterAll
    static void end() {
        servers.close();
    }

    @Test
    void takesALoginOfTheServerWithItsRoles() {
        HeraldClient alice = mine.add(HeraldClient.connect(
                believing.server(), handshake -> handshake.header("Authorization", logins.header())));

        assertThat(alice.userId()).isEqualTo("alice");
        alice.join("staff/room");
        assertThat(alice.refusal("room.join", "board/room", null)).isEqualTo("room_forbidden");
    }

    @Test
    void takesNoLoginOfTheServerUnlessToldTo() throws IOException {
        HttpAnswer answer = shake(doubting, Handshake.with(doubting.server()).header("Authorization", logins.header()));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json().getString("code")).isEqualTo("unauthorized");
        assertThat(answer.json().getString("message")).isEqualTo("there is no token");
    }

    @Test
    void takesATokenBesideTheLoginOfAServerThatIsNotBelieved() {
        HeraldClient bob = mine.add(HeraldClient.connect(
                doubting.server(),
                handshake ->
                        handshake.header("Authorization", logins.header()).cookie("herald-token", Tokens.of("bob"))));

        assertThat(bob.userId()).isEqualTo("bob");
    }

    @Test
    void leavesWhoeverHasNoLoginToTheServer() throws IOException {
        HttpAnswer answer = shake(believing, Handshake.with(believing.server()).header("Authorization", "Basic eDp5"));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate"))
                .hasValueSatisfying(challenge -> assertThat(challenge).startsWith("Basic"));
    }

    private static HttpAnswer shake(HeraldNode server, Handshake handshake) throws IOException {
        try (WebSocketWire wire = WebSocketWire.dial(server.server().route())) {
            return wire.shake(handshake);
        }
    }

    private static HeraldNode launch(String name, boolean container) {
        return servers.add(logins.on(HeraldNode.named(name), Provider.newDirectory(name))
                .trustingTestTokens()
                .property("herald.auth.container", container)
                .property("herald.namespaces", "staff,board")
                .property("herald.namespace.staff.join", "role:staff")
                .property("herald.namespace.board.join", "role:board")
                .property("herald.drain.time", "PT1S")
                .launch());
    }
}
