package org.herald.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class NoTimerTest {

    private final NoTimer timer = new NoTimer();
    private final AtomicInteger ran = new AtomicInteger();

    @Test
    void runsNothingThatWasToBeRunLater() {
        ScheduledFuture<?> once = timer.schedule(ran::incrementAndGet, 0, TimeUnit.MILLISECONDS);
        timer.schedule((Runnable) ran::incrementAndGet, 0, TimeUnit.MILLISECONDS);
        timer.scheduleAtFixedRate(ran::incrementAndGet, 0, 1, TimeUnit.MILLISECONDS);
        timer.scheduleWithFixedDelay(ran::incrementAndGet, 0, 1, TimeUnit.MILLISECONDS);

        assertThat(ran).hasValue(0);
        assertThat(once.cancel(true)).isTrue();
        assertThat(once.isDone()).isTrue();
        assertThat(once.getDelay(TimeUnit.DAYS)).isPositive();
    }

    @Test
    void runsWhatIsToBeRunNow() {
        timer.execute(ran::incrementAndGet);
        assertThat(ran).hasValue(1);
    }

    @Test
    void cannotBeEnded() {
        timer.shutdown();
        assertThat(timer.shutdownNow()).isEmpty();
        assertThat(timer.isShutdown()).isFalse();
    }
}
