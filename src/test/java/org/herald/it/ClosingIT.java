package org.herald.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.Body;
import org.herald.it.kit.Ending;
import org.herald.it.kit.Handshake;
import org.herald.it.kit.HeraldClient;
import org.herald.it.kit.HeraldWar;
import org.herald.it.kit.Received;
import org.herald.it.kit.Route;
import org.herald.it.kit.Server;
import org.herald.it.kit.Tokens;
import org.herald.it.kit.WireFrame;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.TargetsContainer;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The codes with which the server ends connections of clients that break its rules (protocol section 5). */
@ExtendWith(ArquillianExtension.class)
class ClosingIT {

    private static final int MAX_MESSAGE = 4096;
    private static final int NOT_UTF8 = 1007;
    private static final int POLICY = 1008;
    private static final int TOO_LARGE = 1009;
    private static final int HEARTBEAT = 4009;
    private static final int RATE_LIMIT_IGNORED = 4029;

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
    void endsTextThatIsNotUtf8With1007() {
        HeraldClient whole = connect("utf-whole");
        whole.send(WireFrame.invalidUtf8());
        assertEnds(whole, NOT_UTF8);

        HeraldClient inParts = connect("utf-parts");
        inParts.send(WireFrame.text("{\"event\":").unfinished());
        inParts.send(WireFrame.of(WireFrame.CONTINUATION, new byte[] {'"', (byte) 0xC3, '"', '}'}));
        assertEnds(inParts, NOT_UTF8);

        HeraldClient cutOff = connect("utf-cut");
        cutOff.send(WireFrame.of(WireFrame.TEXT, new byte[] {'"', (byte) 0xE2, (byte) 0x82}));
        assertEnds(cutOff, NOT_UTF8);
    }

    @Test
    void endsTwentyBrokenFramesInARowWith1008() {
        HeraldClient alice = connect("broken");

        for (int i = 0; i < 20; i++) {
            alice.sendText(i % 2 == 0 ? "{" : "{\"event\":7}");
        }

        assertEnds(alice, POLICY);
        assertThat(alice.inbox().all("error"))
                .map(Received::code)
                .containsOnly("bad_json", "bad_envelope")
                .hasSize(20);
    }

    @Test
    void beginsToCountBrokenFramesAnewAfterASoundOne() {
        HeraldClient alice = connect("half-broken");

        for (int i = 0; i < 38; i++) {
            alice.sendText("{");
            if (i == 18) {
                alice.roundTrip();
            }
        }
        alice.roundTrip();

        assertThat(alice.ending()).isEmpty();
        assertThat(alice.inbox().all("error")).hasSize(38);
    }

    @Test
    void takesAMessageOfExactlyTheLimit() {
        HeraldClient alice = connect("exact");
        String ping = "{\"event\":\"ping\",\"id\":\"exact\"}";

        alice.sendText(ping + " ".repeat(MAX_MESSAGE - ping.length()));

        assertThat(alice.inbox().await(one -> "exact".equals(one.id())).is("ack"))
                .isTrue();
    }

    @Test
    void endsTextThatIsTooLargeInBytesWith1009() {
        HeraldClient alice = connect("large-text");

        alice.sendText("ä".repeat(MAX_MESSAGE / 2) + "x");

        assertEnds(alice, TOO_LARGE);
        assertThat(alice.inbox().all("error")).isEmpty();
    }

    @Test
    void endsABinaryMessageThatIsTooLargeWith1009() {
        HeraldClient alice = connect("large-binary");

        alice.send(WireFrame.binary(new byte[MAX_MESSAGE + 1]));

        assertEnds(alice, TOO_LARGE);
    }

    @Test
    void endsAMessageThatGrowsTooLargeInPartsWith1009BeforeItsEnd() {
        HeraldClient text = connect("grown-text");
        text.send(WireFrame.text("x".repeat(MAX_MESSAGE)).unfinished());
        text.send(WireFrame.of(WireFrame.CONTINUATION, new byte[] {'x'}).unfinished());
        assertEnds(text, TOO_LARGE);

        HeraldClient binary = connect("grown-binary");
        binary.send(WireFrame.binary(new byte[MAX_MESSAGE]).unfinished());
        int more = 1 + server.product().heldBack();
        binary.send(WireFrame.of(WireFrame.CONTINUATION, new byte[more]).unfinished());
        assertEnds(binary, TOO_LARGE);
    }

    @Test
    void endsAMessageOfEndlessEmptyPartsWith1009UnlessTheyCountForNothing() {
        HeraldClient alice = connect("empty-parts");

        alice.send(WireFrame.text("").unfinished());
        for (int i = 0; i < 4096; i++) {
            alice.send(WireFrame.of(WireFrame.CONTINUATION, new byte[0]).unfinished());
        }

        if (server.product().hidesEmptyParts()) {
            alice.send(WireFrame.of(
                    WireFrame.CONTINUATION, "{\"event\":\"ping\",\"id\":\"end\"}".getBytes(StandardCharsets.UTF_8)));
            assertThat(alice.inbox().await(one -> "end".equals(one.id())).is("ack"))
                    .isTrue();
        } else {
            assertEnds(alice, TOO_LARGE);
        }
    }

    @Test
    void endsAFrameBeyondTheServersOwnBufferWith1009() {
        HeraldClient text = connect("huge-text");
        sendAsFarAsItGoes(text, WireFrame.text("x".repeat(6 << 20)));
        assertEnds(text, TOO_LARGE);

        HeraldClient binary = connect("huge-binary");
        sendAsFarAsItGoes(binary, WireFrame.binary(new byte[6 << 20]));
        assertEnds(binary, TOO_LARGE);
    }

    @Test
    void endsWhoIgnoresTheRateOfRequestsWith4029() {
        HeraldClient alice = connect("hasty");

        for (int i = 0; i < 155; i++) {
            alice.send("ping", null, null);
            if (alice.ending().isPresent()) {
                break;
            }
        }

        assertEnds(alice, RATE_LIMIT_IGNORED);
        assertThat(alice.inbox().all("error")).map(Received::code).containsOnly("rate_limited");
        assertThat(alice.inbox().all("error")).hasSizeGreaterThanOrEqualTo(100);
        assertThat(alice.inbox().await("error").data().getInt("retryAfterMs")).isPositive();
    }

    @Test
    void endsWhoIgnoresTheRateOfMessagesWith4029() {
        HeraldClient alice = connect("talkative");
        HeraldClient bob = connect("patient");
        alice.join("closing/talk");
        bob.join("closing/talk");

        for (int i = 0; i < 125; i++) {
            alice.send("message.send", "closing/talk", Body.of("content", "again"));
        }

        assertEnds(alice, RATE_LIMIT_IGNORED);
        bob.roundTrip();
        assertThat(bob.inbox().all("message")).hasSizeBetween(20, 22);
    }

    /** The time-out is six seconds, looked after every second; one more for a busy machine. */
    @Test
    void endsWhoAnswersNoPingWith4009AndKeepsWhoDoes() {
        HeraldClient listener = connect("listener");
        HeraldClient silent = connect("silent");
        silent.answerPings(false);
        long since = System.nanoTime();

        assertEnds(silent, HEARTBEAT);

        assertThat(Duration.ofNanos(System.nanoTime() - since)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(8));
        listener.roundTrip();
        assertThat(listener.ending()).isEmpty();
    }

    @Test
    void answersAGoodbyeInKind() throws IOException {
        HeraldClient alice = connect("polite");

        alice.wire().sendClose(1000, "bye");

        assertThat(alice.awaitEnding().code()).isEqualTo(1000);
    }

    private HeraldClient connect(String user) {
        Handshake handshake = Handshake.with(server).bearer(Tokens.of("closing-" + user));
        return mine.add(HeraldClient.connect(Route.to(server).fromElsewhere(), handshake));
    }

    /** The server may have ended the connection before it has taken all of it. */
    private static void sendAsFarAsItGoes(HeraldClient client, WireFrame frame) {
        try {
            client.wire().send(frame);
        } catch (IOException e) {
            assertThat(e).isInstanceOf(SocketException.class);
        }
    }

    private static void assertEnds(HeraldClient client, int code) {
        Ending ending = client.awaitEnding();

        assertThat(ending.code()).as(ending.reason()).isEqualTo(code);
    }
}
