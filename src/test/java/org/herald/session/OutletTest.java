package org.herald.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.Assertions;
import org.herald.hub.CloseCode;
import org.herald.hub.Frame;
import org.herald.hub.HandClock;
import org.herald.hub.HubListener;
import org.herald.hub.TimerWheel;
import org.junit.jupiter.api.Test;

class OutletTest {

    private final HandClock clock = new HandClock();
    private final TimerWheel wheel = new TimerWheel(Duration.ofMillis(100), 64, clock::nanos, Assertions::fail);
    private final FakeSocket socket = new FakeSocket().byHand();
    private final Partings partings = new Partings(wheel);
    private final Outlet outlet = new Outlet(
            socket,
            new Outbox(
                    socket,
                    new OutboxLimits(4, 40, Duration.ofSeconds(10)),
                    TestOutbox.parts(clock::nanos, HubListener.NONE),
                    failure -> {}),
            wheel,
            partings);

    private void pass(Duration time) {
        clock.advance(time);
        wheel.turn();
    }

    @Test
    void cutsOffWhoDoesNotGoByTheCloseFrame() {
        outlet.closeNow(CloseCode.TOO_SLOW, "too slow");
        pass(Duration.ofSeconds(9));
        assertThat(socket.closes()).containsExactly(CloseCode.TOO_SLOW);
        assertThat(socket.cutsOff()).isZero();

        pass(Duration.ofSeconds(2));
        assertThat(socket.cutsOff()).isEqualTo(1);
    }

    @Test
    void cutsOffWhoIsStuckWhenThereIsNoMoreTime() {
        outlet.closeNow(CloseCode.TOO_SLOW, "too slow");
        assertThat(partings.settled())
                .as("nobody waits for who has had time enough")
                .isDone();
        partings.end();
        assertThat(socket.cutsOff()).isEqualTo(1);
    }

    @Test
    void waitsForWhoIsLateWithItsLastWordsAsLongAsThereIsTime() {
        outlet.outbox().offer(Frame.text("last words"));
        outlet.closeAfterLastWords(CloseCode.RESTART, "the server restarts");
        assertThat(socket.closes()).isEmpty();
        pass(Duration.ofSeconds(2));
        assertThat(socket.closes()).containsExactly(CloseCode.RESTART);

        CompletableFuture<Void> settled = partings.settled();
        assertThat(settled).isNotDone();
        partings.end();
        assertThat(socket.cutsOff()).isEqualTo(1);
        assertThat(settled).isDone();
    }

    @Test
    void waitsNoLongerForWhoHasTakenItsLastWordsAfterAll() {
        outlet.outbox().offer(Frame.text("last words"));
        outlet.closeAfterLastWords(CloseCode.RESTART, "the server restarts");
        pass(Duration.ofSeconds(2));
        CompletableFuture<Void> settled = partings.settled();
        socket.complete();

        assertThat(settled).isDone();
        partings.end();
        assertThat(socket.cutsOff()).isZero();
    }

    @Test
    void letsNothingFollowTheClose() {
        for (String word : List.of("one", "two", "three")) {
            outlet.outbox().offer(Frame.text(word));
        }
        outlet.closeAfterLastWords(CloseCode.KICKED, "kicked");
        pass(Duration.ofSeconds(2));
        assertThat(socket.closes()).containsExactly(CloseCode.KICKED);

        socket.atOnce();

        assertThat(socket.texts()).containsExactly("one");
        assertThat(socket.closes()).containsExactly(CloseCode.KICKED);
    }

    @Test
    void leavesAloneAtTheEndWhoHasTakenEverything() {
        outlet.closeAfterLastWords(CloseCode.RESTART, "the server restarts");
        assertThat(socket.closes()).containsExactly(CloseCode.RESTART);
        partings.end();
        assertThat(socket.cutsOff()).isZero();
    }

    @Test
    void leavesAloneWhoHasGone() {
        outlet.discard();
        outlet.closeNow(CloseCode.TOO_SLOW, "too slow");
        pass(Duration.ofSeconds(20));

        assertThat(socket.cutsOff()).isZero();
    }
}
