package org.herald.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.herald.hub.Frame;
import org.herald.hub.HandClock;
import org.junit.jupiter.api.Test;

/** What makes room for what, in an outbox of 4 frames and 40 bytes. */
class OutboxDroppingTest {

    private final HandClock clock = new HandClock();
    private final Counts counts = new Counts();
    private final FakeSocket socket = new FakeSocket().byHand();
    private final Outbox outbox = new Outbox(
            socket,
            new OutboxLimits(4, 40, Duration.ofSeconds(10)),
            TestOutbox.parts(clock::nanos, counts),
            failure -> {});

    @Test
    void dropsTheOldestVolatileFrameOfTheSameKindFirst() {
        offer("under way");
        outbox.offer(Frame.text("typing 1").droppable("typing"));
        outbox.offer(Frame.text("cursor").droppable("cursor"));
        outbox.offer(Frame.text("typing 2").droppable("typing"));

        outbox.offer(Frame.text("typing 3").droppable("typing"));

        socket.atOnce();
        assertThat(socket.texts()).containsExactly("under way", "cursor", "typing 2", "typing 3");
        assertThat(counts.of("dropped")).isEqualTo(1);
    }

    @Test
    void dropsAVolatileFrameThatFindsNoneOfItsKindToReplace() {
        offer("under way", "kept");
        outbox.offer(Frame.text("cursor").droppable("cursor"));
        offer("kept too");

        outbox.offer(Frame.text("typing").droppable("typing"));

        socket.atOnce();
        assertThat(socket.texts()).containsExactly("under way", "kept", "cursor", "kept too");
        assertThat(counts.of("dropped")).isEqualTo(1);
    }

    @Test
    void dropsVolatileFramesOfAnyKindForOneThatMustBeKept() {
        offer("under way");
        outbox.offer(Frame.text("typing").droppable("typing"));
        outbox.offer(Frame.text("cursor").droppable("cursor"));
        offer("kept");

        assertThat(outbox.offer(Frame.text("kept too"))).isTrue();
        assertThat(outbox.offer(Frame.text("and this"))).isTrue();
        assertThat(outbox.offer(Frame.text("not this"))).isFalse();

        socket.atOnce();
        assertThat(socket.texts()).containsExactly("under way", "kept", "kept too", "and this");
        assertThat(counts.of("dropped")).isEqualTo(2);
    }

    @Test
    void dropsAsManyAsTheBytesOfTheNewOneTake() {
        offer("x".repeat(20));
        outbox.offer(Frame.text("y".repeat(10)).droppable("typing"));
        outbox.offer(Frame.text("z".repeat(10)).droppable("typing"));

        assertThat(outbox.offer(Frame.text("w".repeat(15)))).isTrue();

        socket.atOnce();
        assertThat(socket.texts()).containsExactly("x".repeat(20), "w".repeat(15));
        assertThat(counts.of("dropped")).isEqualTo(2);
    }

    @Test
    void doesNotDropTheFrameThatIsUnderWay() {
        outbox.offer(Frame.text("under way").droppable("typing"));
        offer("b", "c", "d");

        assertThat(outbox.offer(Frame.text("e"))).isFalse();
        outbox.offer(Frame.text("f").droppable("typing"));

        assertThat(counts.of("dropped")).isEqualTo(1);
        socket.atOnce();
        assertThat(socket.texts()).containsExactly("under way", "b", "c", "d");
    }

    @Test
    void forgetsWhatItDroppedAndWroteOfVolatileFrames() {
        outbox.offer(Frame.text("1").droppable("typing"));
        for (int i = 2; i < 20; i++) {
            outbox.offer(Frame.text("" + i).droppable("typing"));
        }
        socket.atOnce();
        assertThat(socket.texts()).containsExactly("1", "17", "18", "19");

        socket.byHand();
        offer("a", "b", "c", "d");
        assertThat(outbox.offer(Frame.text("e"))).isFalse();
    }

    private void offer(String... texts) {
        for (String text : texts) {
            assertThat(outbox.offer(Frame.text(text))).isTrue();
        }
    }
}
