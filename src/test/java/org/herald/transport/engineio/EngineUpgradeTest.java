package org.herald.transport.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.herald.hub.CloseCode;
import org.herald.hub.Frame;
import org.junit.jupiter.api.Test;

/** Sessions that go on by a WebSocket. */
class EngineUpgradeTest extends EngineSessionFixture {

    @Test
    void goesOnByAWebSocket() {
        session.begin();
        FakeSocket socket = new FakeSocket();
        EngineLink link = link(socket);
        link.text("2probe", true);
        assertThat(socket.written()).containsExactly("3probe");
        link.text("5", true);
        link.text("4hello", true);
        assertThat(socket.written()).containsExactly("3probe", "4hello");
        assertThat(session.isPolling()).isFalse();
    }

    @Test
    void endsThePollThatWaitsWhenAWebSocketIsTriedOut() {
        session.begin();
        FakeAnswer waiting = poll();
        link(new FakeSocket()).text("2probe", true);
        pass(250);
        assertThat(waiting.body()).isEqualTo("6");
    }

    @Test
    void endsThePollThatComesWhileAWebSocketIsTriedOut() {
        session.begin();
        link(new FakeSocket()).text("2probe", true);
        FakeAnswer next = poll();
        assertThat(next.body()).isNull();
        pass(250);
        assertThat(next.body()).isEqualTo("6");
    }

    @Test
    void refusesThePollThatWaitsWhenTheWebSocketTakesOver() {
        session.begin();
        EngineLink link = link(new FakeSocket());
        link.text("2probe", true);
        FakeAnswer waiting = poll();
        link.text("5", true);
        assertThat(waiting.error()).isEqualTo(EngineError.BAD_REQUEST);
        assertThat(isThere()).isTrue();
    }

    @Test
    void refusesPollsWhenTheClientKnowsThatTheWebSocketWorks() {
        session.begin();
        FakeSocket socket = new FakeSocket().byHand();
        EngineLink link = link(socket);
        link.text("2probe", true);
        FakeAnswer before = poll();
        link.text("5", true);
        FakeAnswer after = poll();
        assertThat(before.error()).isNull();
        assertThat(after.error()).isNull();
        socket.complete(null);
        assertThat(before.error()).isEqualTo(EngineError.BAD_REQUEST);
        assertThat(after.error()).isEqualTo(EngineError.BAD_REQUEST);
        assertThat(session.isPolling()).isFalse();
    }

    @Test
    void carriesWhatWaitsOverToTheWebSocket() {
        session.begin();
        FakeSocket socket = new FakeSocket().byHand();
        EngineLink link = link(socket);
        link.text("2probe", true);
        session.write(Frame.text("4waiting"));
        link.text("5", true);
        assertThat(socket.written()).containsExactly("3probe");
        socket.complete(null);
        assertThat(socket.written()).containsExactly("3probe", "4waiting");
    }

    @Test
    void letsNoSecondWebSocketIn() {
        session.begin();
        EngineLink first = link(new FakeSocket());
        first.text("2probe", true);
        FakeSocket early = new FakeSocket();
        EngineLink second = link(early);
        assertThat(early.closed()).isEqualTo(CloseCode.POLICY);
        second.text("4not mine", true);
        first.text("5", true);
        FakeSocket late = new FakeSocket();
        link(late).closed(1008, "");
        assertThat(late.closed()).isEqualTo(CloseCode.POLICY);
        first.text("4hello", true);
        assertThat(listener.heard()).containsExactly("opened", "hello");
    }

    @Test
    void doesNotLetAWebSocketTakeOverDuringAPost() {
        session.begin();
        FakeSocket socket = new FakeSocket();
        EngineLink link = link(socket);
        link.text("2probe", true);
        assertThat(session.beginPost()).isTrue();
        link.text("5", true);
        assertThat(socket.closed()).isEqualTo(CloseCode.POLICY);
        session.post("4hi");
        session.endPost();
        assertThat(listener.heard()).containsExactly("opened", "hi");
    }

    @Test
    void takesNoPostsWhenAWebSocketHasTakenOver() {
        session.begin();
        EngineLink link = link(new FakeSocket());
        link.text("2probe", true);
        link.text("5", true);
        assertThat(session.beginPost()).isFalse();
        assertThat(isThere()).isTrue();
    }

    @Test
    void pollsOnWhenTheWebSocketIsNotTaken() {
        session.begin();
        FakeSocket socket = new FakeSocket();
        EngineLink link = link(socket);
        link.text("2probe", true);
        link.closed(1006, "lost");
        session.write(Frame.text("4hi"));
        assertThat(poll().body()).isEqualTo("4hi");
        FakeSocket again = new FakeSocket();
        link(again).text("2probe", true);
        assertThat(again.written()).containsExactly("3probe");
    }

    @Test
    void triesAWebSocketOutByAProbeAlone() {
        session.begin();
        for (String packet : List.of("4hello", "5", "2", "2other")) {
            FakeSocket socket = new FakeSocket();
            link(socket).text(packet, true);
            assertThat(socket.closed()).as(packet).isEqualTo(CloseCode.POLICY);
        }
        FakeSocket twice = new FakeSocket();
        EngineLink link = link(twice);
        link.text("2probe", true);
        link.text("2probe", true);
        assertThat(twice.closed()).isEqualTo(CloseCode.POLICY);
        assertThat(isThere()).isTrue();
        assertThat(listener.heard()).containsExactly("opened");
    }

    @Test
    void doesNotWaitForEverForAnUpgrade() {
        EngineSession patient = sessions.create(listener);
        patient.begin();
        FakeSocket socket = new FakeSocket();
        EngineLink link = new EngineLink(patient, socket);
        link.opened();
        for (int i = 0; i < 40; i++) {
            pass(350);
            patient.post("3");
        }
        assertThat(socket.closed()).isEqualTo(CloseCode.POLICY);
        assertThat(sessions.find(patient.sid())).isPresent();
    }

    @Test
    void endsAllOfThem() {
        session.begin();
        FakeAnswer answer = poll();
        sessions.close();
        assertThat(answer.body()).isEqualTo("1");
        assertThat(sessions.size()).isZero();
    }
}
