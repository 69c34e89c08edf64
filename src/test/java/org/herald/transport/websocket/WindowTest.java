package org.herald.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WindowTest {

    private static final byte[] FIRST = {1, 2};
    private static final byte[] SECOND = {3, 4};

    private final Window window = new Window();
    private int went;

    @BeforeEach
    void isOpenAtFirst() {
        window.whenOpen(() -> went++);
        assertThat(went).isOne();
        went = 0;
    }

    @Test
    void asksForAPingEveryFewFrames() {
        assertThat(window.hand(Window.PING_EVERY - 1)).isFalse();
        assertThat(window.hand(1)).isTrue();
        window.ping(FIRST);
        assertThat(window.hand(1)).isFalse();
    }

    @Test
    void letsNothingMoreGoWhenItIsFull() {
        window.hand(Window.SIZE - 1);
        window.whenOpen(() -> went++);
        assertThat(went).isOne();

        window.hand(1);
        window.whenOpen(() -> went++);
        assertThat(went).isOne();
    }

    @Test
    void goesOnOnceWhenAPongTellsThatSomethingArrived() {
        window.hand(1);
        window.ping(FIRST);
        window.hand(Window.SIZE - 1);
        window.whenOpen(() -> went++);

        window.pong(FIRST.clone());
        window.pong(FIRST.clone());

        assertThat(went).isOne();
    }

    @Test
    void waitsForAPongThatTellsEnough() {
        window.ping(FIRST);
        window.hand(Window.SIZE);
        window.ping(SECOND);
        window.whenOpen(() -> went++);

        window.pong(FIRST);
        assertThat(went).isZero();
        window.pong(SECOND);
        assertThat(went).isOne();
    }

    @Test
    void takesTheLastPongForAllBefore() {
        window.hand(Window.SIZE);
        window.ping(FIRST);
        window.ping(SECOND);
        window.whenOpen(() -> went++);

        window.pong(SECOND);
        assertThat(went).isOne();
    }

    @Test
    void believesNoPongThatAnswersNoPing() {
        window.hand(Window.SIZE);
        window.ping(FIRST);
        window.whenOpen(() -> went++);

        window.pong(SECOND);
        window.pong(new byte[0]);

        assertThat(went).isZero();
    }

    @Test
    void remembersTheNewestPingsOnly() {
        window.hand(Window.SIZE);
        for (byte i = 0; i < 100; i++) {
            window.ping(new byte[] {i});
        }
        window.whenOpen(() -> went++);

        window.pong(new byte[] {0});
        assertThat(went).isZero();
        window.pong(new byte[] {99});
        assertThat(went).isOne();
    }
}
