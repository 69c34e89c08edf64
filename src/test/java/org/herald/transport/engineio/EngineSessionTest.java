package org.herald.transport.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.herald.hub.CloseCode;
import org.herald.hub.Frame;
import org.herald.hub.HandClock;
import org.herald.hub.TimerWheel;
import org.herald.protocol.BrokenPacket;
import org.junit.jupiter.api.Test;

class EngineSessionTest {

    private static final Duration TICK = Duration.ofMillis(50);
    private static final EngineSettings SETTINGS =
            new EngineSettings(Duration.ofMillis(300), Duration.ofMillis(200), 1000);

    private final HandClock clock = new HandClock();
    private final TimerWheel wheel = new TimerWheel(TICK, 64, clock::nanos, fault -> {
        throw new AssertionError(fault);
    });
    private final EngineSessions sessions = new EngineSessions(SETTINGS, wheel, clock::nanos);
    private final FakeListener listener = new FakeListener();
    private final EngineSession session = sessions.create(listener);

    private void pass(long millis) {
        for (long left = millis; left > 0; left -= TICK.toMillis()) {
            clock.advance(TICK);
            wheel.turn();
        }
    }

    private FakeAnswer poll() {
        FakeAnswer answer = new FakeAnswer();
        session.poll(answer);
        return answer;
    }

    private EngineLink link(FakeSocket socket) {
        EngineLink link = new EngineLink(session, socket);
        link.opened();
        return link;
    }

    private boolean isThere() {
        return sessions.find(session.sid()).isPresent();
    }

    // Polling

    @Test
    void tellsAClientHowItIsTreated() {
        assertThat(SETTINGS.open("s1", true))
                .isEqualTo("{\"sid\":\"s1\",\"upgrades\":[\"websocket\"],\"pingInterval\":300,"
                        + "\"pingTimeout\":200,\"maxPayload\":1000}");
        assertThat(SETTINGS.open("s1", false)).contains("\"upgrades\":[]");
    }

    @Test
    void answersAPollWithWhatWaits() {
        session.begin();
        session.post("4one\u001e4two\u001ebAQID");
        assertThat(poll().body()).isEqualTo("4one\u001e4two\u001ebAQID");
        assertThat(listener.heard()).containsExactly("opened", "one", "two", "binary 3");
    }

    @Test
    void holdsAPollUntilThereIsSomething() {
        session.begin();
        FakeAnswer answer = poll();
        assertThat(answer.body()).isNull();
        session.write(Frame.text("4hi"));
        assertThat(answer.body()).isEqualTo("4hi");
    }

    @Test
    void saysWhenSomethingIsOut() {
        session.begin();
        List<String> out = new ArrayList<>();
        session.write(List.of(Frame.text("4a"), Frame.text("4b")), failure -> out.add("done " + failure));
        assertThat(out).isEmpty();
        poll();
        assertThat(out).containsExactly("done null");
    }

    @Test
    void endsASessionOfTwoPollsAtATime() {
        session.begin();
        FakeAnswer first = poll();
        FakeAnswer second = poll();
        assertThat(first.body()).isEqualTo("1");
        assertThat(second.error()).isEqualTo(EngineError.BAD_REQUEST);
        assertThat(isThere()).isFalse();
    }

    @Test
    void endsASessionOfTwoPostsAtATime() {
        session.begin();
        assertThat(session.beginPost()).isTrue();
        assertThat(session.beginPost()).isFalse();
        assertThat(isThere()).isFalse();
    }

    @Test
    void takesPostsOneAfterTheOther() {
        session.begin();
        assertThat(session.beginPost()).isTrue();
        session.endPost();
        assertThat(session.beginPost()).isTrue();
    }

    @Test
    void endsASessionThatCannotBeUnderstood() {
        session.begin();
        assertThatThrownBy(() -> session.post("4one\u001eabc")).isInstanceOf(BrokenPacket.class);
        assertThat(listener.heard()).containsExactly("opened", "one", "closed 1008");
        assertThat(isThere()).isFalse();
    }

    @Test
    void endsASessionWhoseMessagesCannotBeUnderstood() {
        session.begin();
        assertThatThrownBy(() -> session.post("4broken\u001e4two")).isInstanceOf(BrokenPacket.class);
        assertThat(listener.heard()).containsExactly("opened", "closed 1008");
    }

    @Test
    void takesNoPacketsThatOnlyServersSend() {
        session.begin();
        assertThatThrownBy(() -> session.post("0{}")).isInstanceOf(BrokenPacket.class);
        assertThat(isThere()).isFalse();
    }

    @Test
    void letsAClientGo() {
        session.begin();
        FakeAnswer answer = poll();
        session.post("1\u001e4late");
        assertThat(answer.body()).isEqualTo("6");
        assertThat(listener.heard()).containsExactly("opened", "closed 1000");
        assertThat(isThere()).isFalse();
    }

    @Test
    void answersThePollThatComesAfterTheGoodbye() {
        session.begin();
        session.post("1");
        assertThat(listener.heard()).containsExactly("opened");
        assertThat(poll().body()).isEqualTo("6");
        assertThat(listener.heard()).containsExactly("opened", "closed 1000");
        assertThat(isThere()).isFalse();
    }

    @Test
    void doesNotWaitForEverForThePollAfterTheGoodbye() {
        session.begin();
        session.post("1");
        pass(1_100);
        assertThat(listener.heard()).containsExactly("opened", "closed 1000");
    }

    @Test
    void forgetsAPollThatHasGone() {
        session.begin();
        FakeAnswer gone = poll();
        session.gone(gone);
        session.write(Frame.text("4hi"));
        assertThat(gone.body()).isNull();
        assertThat(poll().body()).isEqualTo("4hi");
    }

    // Heartbeat

    @Test
    void asksForASignOfLifeAgainAndAgain() {
        session.begin();
        for (int i = 0; i < 3; i++) {
            FakeAnswer answer = poll();
            pass(350);
            assertThat(answer.body()).isEqualTo("2");
            session.post("3");
        }
        assertThat(isThere()).isTrue();
    }

    @Test
    void endsASessionThatDoesNotAnswer() {
        session.begin();
        pass(600);
        assertThat(listener.heard()).containsExactly("opened", "closed 4009");
        assertThat(isThere()).isFalse();
    }

    @Test
    void knowsThatASessionIsOverBeforeTheTimersDo() {
        session.begin();
        clock.advance(Duration.ofMillis(500));
        assertThat(isThere()).isFalse();
        assertThat(listener.heard()).containsExactly("opened", "closed 4009");
    }

    @Test
    void doesNotTakeMessagesForPongs() {
        session.begin();
        pass(350);
        session.post("4hi");
        pass(250);
        assertThat(isThere()).isFalse();
    }

    // WebSocket

    @Test
    void beginsByAWebSocket() {
        FakeSocket socket = new FakeSocket();
        EngineLink link = link(socket);
        link.text("4he", false);
        link.text("llo", true);
        link.binary(ByteBuffer.wrap(new byte[3]), true);
        assertThat(socket.written().get(0)).startsWith("0{").contains("\"upgrades\":[]");
        assertThat(socket.written().subList(1, 3)).containsExactly("4hello", "binary 3");
        pass(350);
        assertThat(socket.written()).last().isEqualTo("2");
        pass(250);
        assertThat(socket.closed()).isEqualTo(CloseCode.HEARTBEAT_TIMEOUT);
    }

    @Test
    void endsASessionWhoseWebSocketDidNotOpen() {
        session.expect();
        pass(11_000);
        assertThat(listener.heard()).containsExactly("closed 1001");
        FakeSocket late = new FakeSocket();
        link(late);
        assertThat(late.closed()).isEqualTo(CloseCode.POLICY);
    }

    @Test
    void endsWithItsWebSocket() {
        link(new FakeSocket()).closed(1006, "lost");
        assertThat(listener.heard()).containsExactly("opened", "closed 1006");
        assertThat(isThere()).isFalse();
    }

    @Test
    void endsAWebSocketThatCannotBeUnderstood() {
        FakeSocket socket = new FakeSocket();
        link(socket).text("abc", true);
        assertThat(socket.closed()).isEqualTo(CloseCode.POLICY);
        assertThat(listener.heard()).containsExactly("opened", "closed 1008");
    }

    @Test
    void endsAWebSocketWhoseMessagesAreTooLarge() {
        FakeSocket socket = new FakeSocket();
        EngineLink link = link(socket);
        link.text("4" + "x".repeat(60), false);
        link.text("x".repeat(60), false);
        assertThat(socket.closed()).isEqualTo(CloseCode.TOO_LARGE);
        assertThat(listener.heard()).containsExactly("opened", "closed 1009");
    }

    @Test
    void endsAWebSocketOfEndlessEmptyParts() {
        FakeSocket socket = new FakeSocket();
        EngineLink link = link(socket);
        for (int i = 0; i < 5000; i++) {
            link.text("", false);
        }
        assertThat(socket.closed()).isEqualTo(CloseCode.TOO_LARGE);
    }

    @Test
    void writesOnceAtATimeAndAsMuchAsFits() {
        FakeSocket socket = new FakeSocket().taking(2);
        link(socket);
        socket.byHand();
        session.write(List.of(Frame.text("4a"), Frame.text("4b"), Frame.text("4c")), failure -> {});
        session.write(Frame.text("4d"));
        assertThat(socket.written().subList(1, socket.written().size())).containsExactly("4a", "4b");
        socket.complete(null);
        assertThat(socket.written().subList(1, socket.written().size())).containsExactly("4a", "4b", "4c", "4d");
    }

    @Test
    void saysWhyAWriteFailed() {
        FakeSocket socket = new FakeSocket();
        link(socket);
        socket.byHand();
        List<Throwable> failures = new ArrayList<>();
        session.write(List.of(Frame.text("4a")), failures::add);
        IllegalStateException failure = new IllegalStateException();
        socket.complete(failure);
        assertThat(failures).containsExactly(failure);
    }

    @Test
    void outlivesACarrierThatThrows() {
        FakeSocket socket = new FakeSocket();
        link(socket);
        socket.failing(new IllegalStateException("a fault of the container, on purpose"));
        List<Throwable> failures = new ArrayList<>();
        session.write(List.of(Frame.text("4a")), failures::add);
        assertThat(failures).hasSize(1).first().isInstanceOf(IllegalStateException.class);
        pass(350);
        socket.failing(null);
        session.write(Frame.text("4b"));
        assertThat(socket.written()).last().isEqualTo("4b");
        pass(250);
        assertThat(listener.heard()).last().isEqualTo("closed 4009");
    }

    @Test
    void cutsOffAWebSocketThatDoesNotTakeItsClose() {
        FakeSocket socket = new FakeSocket();
        link(socket);
        FakeSocket second = new FakeSocket();
        link(second);
        session.end(CloseCode.KICKED, "out");
        FakeSocket late = new FakeSocket();
        link(late);
        pass(9_900);
        assertThat(List.of(socket.isCutOff(), second.isCutOff(), late.isCutOff()))
                .containsOnly(false);
        pass(200);
        assertThat(List.of(socket.isCutOff(), second.isCutOff(), late.isCutOff()))
                .containsOnly(true);
    }

    @Test
    void closesWhenEverythingIsWritten() {
        FakeSocket socket = new FakeSocket();
        link(socket);
        socket.byHand();
        session.write(Frame.text("4last words"));
        session.close(CloseCode.KICKED, "out");
        assertThat(socket.closed()).isNull();
        socket.complete(null);
        assertThat(socket.closed()).isEqualTo(CloseCode.KICKED);
        assertThat(session.ended().toCompletableFuture()).isDone();
    }

    @Test
    void closesAPollingSessionWithTheNextPoll() {
        session.begin();
        session.write(Frame.text("4last words"));
        session.close(CloseCode.KICKED, "out");
        assertThat(listener.heard()).containsExactly("opened");
        assertThat(poll().body()).isEqualTo("4last words\u001e1");
        assertThat(listener.heard()).containsExactly("opened", "closed 4003");
    }

    @Test
    void doesNotWaitForEverForTheNextPoll() {
        session.begin();
        session.close(CloseCode.KICKED, "out");
        pass(5_100);
        assertThat(listener.heard()).containsExactly("opened", "closed 4003");
        assertThat(sessions.size()).isZero();
    }

    @Test
    void hearsNothingMoreOfAClientThatIsToldToGo() {
        session.begin();
        session.post("4before");
        session.close(CloseCode.KICKED, "out");
        session.close(CloseCode.UNAUTHORIZED, "twice");
        session.post("4after\u001e3\u001e6");
        assertThat(poll().body()).isEqualTo("4before\u001e1");
        assertThat(listener.heard()).containsExactly("opened", "before", "closed 4003");
    }

    @Test
    void endsASessionThatDoesNotTakeTheAnswersItAsksFor() {
        session.begin();
        for (int i = 0; i < 300 && isThere(); i++) {
            session.post("4again");
        }
        assertThat(listener.heard()).hasSize(259).last().isEqualTo("closed 4008");
    }

    @Test
    void endsASessionThatDoesNotTakeMuch() {
        session.begin();
        session.write(Frame.text("4" + "x".repeat(1_000_000)));
        assertThat(isThere()).isTrue();
        session.write(Frame.text("4" + "x".repeat(100_000)));
        assertThat(listener.heard()).last().isEqualTo("closed 4008");
    }

    @Test
    void countsOnlyWhatWaits() {
        session.begin();
        for (int i = 0; i < 1_000; i++) {
            session.write(Frame.text("4hi"));
            assertThat(poll().body()).isEqualTo("4hi");
        }
        session.write(Collections.nCopies(1_000, Frame.text("4awaited")), failure -> {});
        assertThat(isThere()).isTrue();
    }

    // Upgrade

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
