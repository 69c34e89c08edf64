package org.herald.transport.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Signs of life of sessions. */
class EngineHeartbeatTest extends EngineSessionFixture {

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
}
