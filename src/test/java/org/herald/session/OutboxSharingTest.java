package org.herald.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.stream.IntStream;
import org.herald.hub.Frame;
import org.herald.hub.HandClock;
import org.junit.jupiter.api.Test;

/** How an outbox of 200 frames and 200,000 bytes puts many frames into one write, and leaves it to a lane. */
class OutboxSharingTest {

    private final HandClock clock = new HandClock();
    private final Counts counts = new Counts();
    private final Queue<Runnable> lane = new ArrayDeque<>();
    private final FakeSocket socket = new FakeSocket().taking(64);
    private final Outbox outbox = new Outbox(
            socket,
            new OutboxLimits(200, 200_000, Duration.ofSeconds(10)),
            TestOutbox.parts(clock::nanos, counts, lane::add),
            failure -> {});

    @Test
    void leavesWhatIsSharedToTheLaneOncePerBurst() {
        for (int i = 0; i < 3; i++) {
            outbox.offerShared(Frame.text("" + i));
        }

        assertThat(lane).hasSize(1);
        assertThat(socket.frames()).isEmpty();
        run();
        assertThat(socket.texts()).containsExactly("0", "1", "2");
        assertThat(socket.writes()).containsExactly(3);
    }

    @Test
    void keepsTheOrderOfAnswersAndWhatIsShared() {
        outbox.offerShared(Frame.text("shared"));
        outbox.offer(Frame.text("answer"));
        run();
        outbox.offer(Frame.text("at once"));

        assertThat(socket.texts()).containsExactly("shared", "answer", "at once");
        assertThat(lane).isEmpty();
    }

    @Test
    void countsTheTimeInTheLaneAsTimeOfTheWrite() {
        outbox.offerShared(Frame.text("shared"));
        clock.advance(Duration.ofSeconds(3));
        assertThat(outbox.writingFor()).isEqualTo(Duration.ofSeconds(3).toNanos());
        run();
        assertThat(outbox.writingFor()).isZero();
    }

    @Test
    void putsNoMoreFramesIntoAWriteThanItTakes() {
        offerMany(100, "x");
        run();
        assertThat(socket.writes()).containsExactly(64, 36);
    }

    @Test
    void putsNoMoreBytesIntoAWriteThan64KiBButForTheFirst() {
        outbox.offerShared(Frame.text("x".repeat(100_000)));
        outbox.offerShared(Frame.text("y".repeat(65_536)));
        outbox.offerShared(Frame.text("z"));
        run();
        assertThat(socket.writes()).containsExactly(1, 1, 1);
    }

    @Test
    void leavesTheThreadToOthersAfterAFewWrites() {
        socket.taking(1);
        offerMany(5, "x");
        lane.remove().run();
        run();
        assertThat(socket.writes()).hasSize(5);
    }

    @Test
    void writesTogetherWhatCameWhileAWriteWasUnderWay() {
        socket.byHand();
        offerMany(1, "a");
        run();
        offerMany(2, "b");
        assertThat(lane).isEmpty();
        socket.complete();
        assertThat(socket.writes()).containsExactly(1, 2);
    }

    @Test
    void countsTheFramesOfAWriteUnderWay() {
        socket.byHand();
        offerMany(200, "x");
        run();
        assertThat(socket.writes()).containsExactly(64);
        assertThat(outbox.offer(Frame.text("one too many"))).isFalse();
        socket.complete();
        assertThat(outbox.offer(Frame.text("room again"))).isTrue();
    }

    @Test
    void writesNothingInTheLaneOnceDiscarded() {
        outbox.offerShared(Frame.text("late"));
        outbox.discard();
        run();
        assertThat(socket.frames()).isEmpty();
        assertThat(outbox.writingFor()).isZero();
    }

    private void offerMany(int count, String text) {
        IntStream.range(0, count)
                .forEach(i -> assertThat(outbox.offerShared(Frame.text(text))).isTrue());
    }

    private void run() {
        while (!lane.isEmpty()) {
            lane.remove().run();
        }
    }
}
