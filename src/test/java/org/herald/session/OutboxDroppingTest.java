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
    private final Outbox outbox =
            new Outbox(socket, new OutboxLimits(4, 40, Duration.ofSeconds(10)), clock::nanos, counts, failure -> {});

    @Test
    void dropsTheOldestVolatileFrameOfTheSameKindFirst() {
        offer("under way");
        outbox.offerVolatile(Frame.text("typing 1"), "typing");
        outbox.offerVolatile(Frame.text("cursor"), "cursor");
        outbox.offerVolatile(Frame.text("typing 2"), "typing");

        outbox.offerVolatile(Frame.text("typing 3"), "typing");

        socket.atOnce();
        assertThat(socket.texts()).containsExactly("under way", "cursor", "typing 2", "typing 3");
        assertThat(counts.of("dropped")).isEqualTo(1);
    }

    @Test
    void dropsAVolatileFrameThatFindsNoneOfItsKindToReplace() {
        offer("under way", "kept");
        outbox.offerVolatile(Frame.text("cursor"), "cursor");
        offer("kept too");

        outbox.offerVolatile(Frame.text("typing"), "typing");

        socket.atOnce();
        assertThat(socket.texts()).containsExactly("under way", "kept", "cursor", "kept too");
        assertThat(counts.of("dropped")).isEqualTo(1);
    }

    @Test
    void dropsVolatileFramesOfAnyKindForOneThatMustBeKept() {
        offer("under way");
        outbox.offerVolatile(Frame.text("typing"), "typing");
        outbox.offerVolatile(Frame.text("cursor"), "cursor");
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
        outbox.offerVolatile(Frame.text("y".repeat(10)), "typing");
        outbox.offerVolatile(Frame.text("z".repeat(10)), "typing");

        assertThat(outbox.offer(Frame.text("w".repeat(15)))).isTrue();

        socket.atOnce();
        assertThat(socket.texts()).containsExactly("x".repeat(20), "w".repeat(15));
        assertThat(counts.of("dropped")).isEqualTo(2);
    }

    @Test
    void doesNotDropTheFrameThatIsUnderWay() {
        outbox.offerVolatile(Frame.text("under way"), "typing");
        offer("b", "c", "d");

        assertThat(outbox.offer(Frame.text("e"))).isFalse();
        outbox.offerVolatile(Frame.text("f"), "typing");

        assertThat(counts.of("dropped")).isEqualTo(1);
        socket.atOnce();
        assertThat(socket.texts()).containsExactly("under way", "b", "c", "d");
    }

    @Test
    void forgetsWhatItDroppedAndWroteOfVolatileFrames() {
        outbox.offerVolatile(Frame.text("1"), "typing");
        for (int i = 2; i < 20; i++) {
            outbox.offerVolatile(Frame.text("" + i), "typing");
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
