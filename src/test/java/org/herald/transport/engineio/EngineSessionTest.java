package org.herald.transport.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.herald.hub.Frame;
import org.herald.protocol.BrokenPacket;
import org.junit.jupiter.api.Test;

/** Sessions that poll. */
class EngineSessionTest extends EngineSessionFixture {

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
}
