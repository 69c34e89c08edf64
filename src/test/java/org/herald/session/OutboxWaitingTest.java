package org.herald.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.herald.hub.Frame;
import org.herald.hub.HandClock;
import org.junit.jupiter.api.Test;

/** Who is told when an outbox of 4 frames and 40 bytes has room, or is done. */
class OutboxWaitingTest {

    private final HandClock clock = new HandClock();
    private final Counts counts = new Counts();
    private final FakeSocket socket = new FakeSocket().byHand();
    private final Outbox outbox = new Outbox(
            socket,
            new OutboxLimits(4, 40, Duration.ofSeconds(10)),
            TestOutbox.parts(clock::nanos, counts),
            failure -> {});

    @Test
    void letsWaitersInWhenHalfOfTheFramesAreWritten() {
        offer("a", "b", "c");
        List<String> ran = new ArrayList<>();

        assertThat(outbox.waitForRoom(() -> ran.add("first"))).isTrue();
        assertThat(outbox.waitForRoom(() -> ran.add("second"))).isTrue();
        assertThat(ran).isEmpty();
        socket.complete();
        assertThat(ran).containsExactly("first", "second");
        socket.complete();
        assertThat(ran).hasSize(2);
        assertThat(outbox.waitForRoom(() -> ran.add("third"))).isFalse();
    }

    @Test
    void letsWaitersInWhenHalfOfTheBytesAreWritten() {
        offer("x".repeat(21));
        List<String> ran = new ArrayList<>();

        assertThat(outbox.waitForRoom(() -> ran.add("waited"))).isTrue();
        socket.complete();
        assertThat(ran).containsExactly("waited");
        offer("x".repeat(20));
        assertThat(outbox.waitForRoom(() -> ran.add("again"))).isFalse();
    }

    @Test
    void tellsWhenTheLastFrameIsWrittenAndTakesNoMore() {
        offer("a", "b");
        List<String> ran = new ArrayList<>();
        outbox.finish(() -> ran.add("finished"));

        assertThat(outbox.offer(Frame.text("late"))).isTrue();
        socket.complete();
        assertThat(ran).isEmpty();
        socket.complete();
        assertThat(ran).containsExactly("finished");
        assertThat(socket.texts()).containsExactly("a", "b");
        assertThat(outbox.waitForRoom(() -> ran.add("late"))).isFalse();
    }

    @Test
    void finishesAtOnceWhenNothingIsUnderWay() {
        List<String> ran = new ArrayList<>();
        outbox.finish(() -> ran.add("finished"));
        assertThat(ran).containsExactly("finished");
    }

    @Test
    void finishesWhenTheWriteUnderWayFails() {
        offer("a", "b");
        List<String> ran = new ArrayList<>();
        outbox.finish(() -> ran.add("finished"));

        socket.fail(new IOException("gone"));

        assertThat(ran).containsExactly("finished");
        assertThat(socket.texts()).containsExactly("a");
    }

    @Test
    void writesNothingMoreOnceDiscarded() {
        offer("a", "b", "c");
        List<String> ran = new ArrayList<>();
        outbox.waitForRoom(() -> ran.add("waited"));
        outbox.discard();

        assertThat(outbox.offer(Frame.text("late"))).isTrue();
        socket.atOnce();
        assertThat(socket.texts()).containsExactly("a");
        assertThat(ran).isEmpty();
    }

    private void offer(String... texts) {
        for (String text : texts) {
            assertThat(outbox.offer(Frame.text(text))).isTrue();
        }
    }
}
