package org.herald.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TypingTest {

    private final TestNode node = new TestNode();
    private final Visitor alice = node.open("alice");
    private final Visitor bob = node.open("bob");

    @BeforeEach
    void join() {
        alice.join("general");
        bob.join("general");
    }

    @AfterEach
    void close() {
        node.close();
    }

    private void start() {
        alice.say("{'event':'typing.start','room':'general'}");
    }

    private void stop() {
        alice.say("{'event':'typing.stop','room':'general'}");
    }

    private void told(int started, int stopped) {
        assertThat(bob.heard("typing.started")).hasSize(started);
        assertThat(bob.heard("typing.stopped")).hasSize(stopped);
        assertThat(alice.heard("typing.started")).isEmpty();
        assertThat(alice.heard("typing.stopped")).isEmpty();
    }

    @Test
    void isToldOnceForAsLongAsItLasts() {
        start();
        told(1, 0);
        for (int i = 0; i < 5; i++) {
            node.advance(Duration.ofSeconds(5));
            start();
        }
        told(1, 0);
        stop();
        told(1, 1);
        stop();
        told(1, 1);
        start();
        told(2, 1);
    }

    @Test
    void endsByItselfAfterSixSeconds() {
        start();
        node.advance(Duration.ofMillis(5500));
        told(1, 0);
        node.advance(Duration.ofSeconds(1));
        told(1, 1);
        node.advance(Duration.ofSeconds(20));
        told(1, 1);
    }

    @Test
    void endsWhenItIsStoppedAndNotAgain() {
        start();
        stop();
        node.advance(Duration.ofSeconds(10));
        told(1, 1);
    }

    @Test
    void endsWithTheRoom() {
        start();
        alice.say("{'event':'room.leave','room':'general'}");
        node.advance(Duration.ofSeconds(10));
        told(1, 1);
    }

    @Test
    void endsWithTheConnection() {
        start();
        alice.line().closed(1001, "gone");
        told(1, 1);
        node.advance(Duration.ofSeconds(10));
        told(1, 1);
    }

    @Test
    void tellsNothingOfAStopWithoutAStart() {
        stop();
        told(0, 0);
    }
}
