package org.herald.transport.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.herald.hub.CloseCode;
import org.herald.hub.Frame;
import org.junit.jupiter.api.Test;

/** Sessions that begin by a WebSocket, and what they write. */
class EngineWebSocketTest extends EngineSessionFixture {

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
}
