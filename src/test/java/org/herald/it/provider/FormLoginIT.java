package org.herald.it.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.Handshake;
import org.herald.it.kit.HeraldClient;
import org.herald.it.kit.HeraldNode;
import org.herald.it.kit.HttpAnswer;
import org.herald.it.kit.RawHttp;
import org.herald.it.kit.WebSocketWire;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whoever has logged in on a page of the server is known to Herald by the cookie of that session, and to its own pages only. */
class FormLoginIT {

    private static final String USER = "alice";
    private static final String PASSWORD = "open sesame";
    private static HeraldNode node;

    @AutoClose
    private final Belongings mine = new Belongings();

    @BeforeAll
    static void start() {
        ServerLogins logins = ServerLogins.byForm(USER, PASSWORD);
        node = logins.on(HeraldNode.named("login-form"), Provider.newDirectory("login-form"))
                .trustingTestTokens()
                .property("herald.auth.container", true)
                .property("herald.namespaces", "staff,board")
                .property("herald.namespace.staff.join", "role:staff")
                .property("herald.namespace.board.join", "role:board")
                .property("herald.drain.time", "PT1S")
                .start();
    }

    @AfterAll
    static void end() {
        if (node != null) {
            node.close();
        }
    }

    @Test
    void knowsByTheSessionWhoHasLoggedInAndInWhichRoles() {
        String session = logIn();

        HeraldClient alice = mine.add(HeraldClient.connect(
                node.server(), handshake -> handshake.header("Cookie", session).origin(own())));

        assertThat(alice.userId()).isEqualTo(USER);
        alice.join("staff/room");
        assertThat(alice.refusal("room.join", "board/room", null)).isEqualTo("room_forbidden");
    }

    /** The cookie comes along with what a page of anybody's asks for: the origin tells them apart. */
    @Test
    void refusesTheSessionToPagesOfOthers() throws IOException {
        String session = logIn();

        HttpAnswer answer =
                shake(Handshake.with(node.server()).header("Cookie", session).origin("https://evil.test"));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().getString("code")).isEqualTo("forbidden_origin");
    }

    /** Payara waits half a minute for a body, which it would keep until after the login, before it answers. */
    @Test
    void letsNobodyInWhoHasNotLoggedIn() {
        Browser stranger = new Browser(node.server());
        assertThat(stranger.get("/").body()).contains("j_security_check");
        assertThat(stranger.logIn(USER, "open barley").body()).isEqualTo("no");

        RawHttp handshake = mine.add(RawHttp.send(
                node.server().route(),
                "GET /herald/ws",
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Protocol: herald.v1",
                "Origin: " + own(),
                "Cookie: " + stranger.session().orElseThrow()));

        assertThat(handshake.answer().status()).isNotEqualTo(101);
    }

    private static String logIn() {
        Browser browser = new Browser(node.server());
        assertThat(browser.get("/").body()).contains("j_security_check");
        assertThat(browser.logIn(USER, PASSWORD).body()).contains("<title>Herald");
        return browser.session().orElseThrow();
    }

    /** The origin of Herald's own pages. */
    private static String own() {
        URI base = node.server().base();
        return base.getScheme() + "://" + base.getAuthority();
    }

    private static HttpAnswer shake(Handshake handshake) throws IOException {
        try (WebSocketWire wire = WebSocketWire.dial(node.server().route())) {
            return wire.shake(handshake);
        }
    }
}
