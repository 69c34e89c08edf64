package org.herald.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.Body;
import org.herald.it.kit.Handshake;
import org.herald.it.kit.HeraldClient;
import org.herald.it.kit.HeraldWar;
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

/** The log tells each connection's life, a line an event, and neither secrets nor what somebody said. */
@ExtendWith(ArquillianExtension.class)
class JournalIT {

    @ArquillianResource
    private Server server;

    @AutoClose
    private final Belongings mine = new Belongings();

    @Deployment(testable = false)
    @TargetsContainer("herald")
    static WebArchive herald() {
        return HeraldWar.built();
    }

    @Test
    void tellsALifeInOneLinePerEvent() {
        HeraldClient alice = connect("journal-alice");
        String connection = alice.connectionId();
        alice.join("journal/room");
        alice.say("journal/room", "hello");
        alice.inbox().await("message"); // it may come after its ack, and does not come to one who has left
        alice.ack("room.leave", "journal/room");
        alice.close();

        String who = "connection=" + connection + " user=\"journal-alice\" address=127.0.0.1";
        List<String> lines = awaitLines(connection, 5);

        assertThat(lines).hasSize(5);
        assertThat(lines.get(0)).endsWith("opened " + who);
        assertThat(lines.get(1)).endsWith("joined " + who + " room=\"@journal-alice\"");
        assertThat(lines.get(2)).endsWith("joined " + who + " room=\"journal/room\"");
        assertThat(lines.get(3)).endsWith("left " + who + " room=\"journal/room\"");
        assertThat(lines.get(4))
                .containsPattern("closed " + who + " code=1000 reason=\"[^\"]+\" seconds=\\d+ in=3 out=5$");
    }

    @Test
    void tellsWhyAHandshakeWasRefused() throws IOException {
        Route elsewhere = Route.to(server).fromElsewhere();
        shake(elsewhere, Handshake.with(server));
        shake(elsewhere, Handshake.with(server).without("Upgrade"));
        shake(elsewhere, good("alice").origin("https://evil.test"));

        List<String> lines = awaitLines("address=" + elsewhere.source() + " ", 3);

        assertThat(lines.get(0)).contains("refused address=").contains(" code=unauthorized reason=\"");
        assertThat(lines.get(1)).contains("refused address=").contains(" code=bad_request reason=\"");
        assertThat(lines.get(2)).contains("refused address=").contains(" code=forbidden_origin reason=\"");
    }

    @Test
    void keepsTextOfClientsWithinItsQuotes() {
        String forger = "x\" code=1 \u2028opened\u2029 \u202E connection=\"c-1\\";
        HeraldClient mallory = connect(forger);
        String connection = mallory.connectionId();
        mallory.send(WireFrame.close(1000, "bye\nopened connection=c-forged user=\"root\""));
        mallory.awaitEnding();

        List<String> lines = awaitLines(connection, 3);

        assertThat(lines)
                .allSatisfy(line -> assertThat(line)
                        .contains("user=\"x\\\" code=1 \\u{2028}opened\\u{2029} \\u{202e} connection=\\\"c-1\\\\\""));
        assertThat(server.log().text()).doesNotContain("c-forged");
    }

    @Test
    void tellsNoTokenAndNothingThatWasSaid() throws IOException {
        String good = Tokens.of("journal-discreet");
        String another = Tokens.of("journal-discreet");
        String bad = Tokens.user("journal-mallory").signedBy(TestKeys.STRANGER).sign();
        Handshake plain = Handshake.with(server);
        Route route = Route.to(server);
        for (Handshake carrying : List.of(
                plain.bearer(bad),
                plain.cookie("herald-token", bad),
                plain.protocols("herald.v1", "bearer." + bad),
                plain.query("token", bad),
                plain.query("access_token", bad).query("join", "foo"),
                plain.query("token", good),
                plain.protocols("herald.v1", "bearer." + good))) {
            shake(route, carrying);
        }
        HeraldClient alice = mine.add(HeraldClient.connect(server, good));
        alice.join("journal/secret");
        alice.say("journal/secret", "the-secret-word");
        alice.ack("direct.send", null, Body.of("to", "bob", "content", "the-secret-word"));
        alice.ack("room.emit", "journal/secret", Body.of("name", "x", "payload", "the-secret-word"));
        alice.ack("auth.refresh", null, Body.of("token", another));
        alice.refusal("auth.refresh", null, Body.of("token", bad));
        alice.sendText("{\"event\":\"the-secret-word\",\"id\":\"the-secret-word\",\"data\":");
        alice.roundTrip();
        alice.wire().sendClose(1000, "the-secret-word");
        alice.awaitEnding();
        awaitLines(alice.connectionId(), 4);

        String log = server.log().text();

        for (String token : List.of(good, another, bad)) {
            assertThat(log).doesNotContain(token);
            assertThat(log).doesNotContain(token.substring(token.lastIndexOf('.') + 1));
            assertThat(log).doesNotContain(token.split("\\.")[1]);
        }
        assertThat(log).doesNotContain("the-secret-word");
    }

    @Test
    void callsNothingAFaultThatAClientDid() throws IOException {
        int mark = server.log().mark();
        for (int i = 0; i < 20; i++) {
            HeraldClient rude = connect("journal-rude");
            rude.sendText("{");
            rude.send(WireFrame.invalidUtf8());
            rude.awaitEnding();
            connect("journal-rude").vanish();
            HeraldClient odd = connect("journal-rude");
            odd.send(new WireFrame(true, 7, 15, new byte[] {1}));
            odd.awaitEnding();
            HeraldClient large = connect("journal-rude");
            large.sendText("x".repeat(70_000));
            large.awaitEnding();
        }
        connect("journal-rude").roundTrip();

        assertThat(server.log().textSince(mark))
                .doesNotContainPattern("\\b(SEVERE|ERROR|WARN(ING)?)\\b")
                .doesNotContain("Exception");
    }

    private List<String> awaitLines(String words, int count) {
        Awaitility.await(count + " lines about " + words)
                .atMost(Duration.ofSeconds(10))
                .until(() -> lines(words).size() >= count);
        return lines(words);
    }

    private List<String> lines(String words) {
        return server.log().lines().stream()
                .filter(line -> line.contains("org.herald.connections"))
                .filter(line -> line.contains(words))
                .toList();
    }

    private Handshake good(String user) {
        return Handshake.with(server).bearer(Tokens.of(user));
    }

    private HeraldClient connect(String user) {
        return mine.add(HeraldClient.connect(server, Tokens.of(user)));
    }

    private void shake(Route route, Handshake handshake) throws IOException {
        mine.add(WebSocketWire.dial(route)).shake(handshake);
    }
}
