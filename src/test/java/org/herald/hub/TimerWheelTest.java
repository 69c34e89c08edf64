package org.herald.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TimerWheelTest {

    private static final Duration TICK = Duration.ofMillis(100);

    private final HandClock clock = new HandClock();
    private final List<Throwable> faults = new ArrayList<>();
    private final TimerWheel wheel = new TimerWheel(TICK, 8, clock::nanos, faults::add);
    private final List<String> ran = new ArrayList<>();

    @Test
    void runsATaskOnceAfterItsDelay() {
        wheel.after(Duration.ofMillis(250), () -> ran.add("a"));

        advance(Duration.ofMillis(450));
        assertThat(ran).containsExactly("a");

        advance(Duration.ofSeconds(5));
        assertThat(ran).containsExactly("a");
    }

    @Test
    void neverRunsATaskEarly() {
        advance(Duration.ofMillis(99));
        wheel.after(Duration.ofMillis(200), () -> ran.add("a"));

        for (int ms = 1; ms < 200; ms++) {
            advance(Duration.ofMillis(1));
            assertThat(ran).isEmpty();
        }
    }

    @Test
    void runsATaskAtMostTwoTicksLate() {
        advance(Duration.ofMillis(1));
        wheel.after(Duration.ofMillis(200), () -> ran.add("a"));

        advance(Duration.ofMillis(200).plus(TICK));

        assertThat(ran).containsExactly("a");
    }

    @Test
    void runsATaskWithoutDelayAtTheNextTick() {
        wheel.after(Duration.ZERO, () -> ran.add("a"));
        assertThat(ran).isEmpty();

        advance(TICK);
        assertThat(ran).containsExactly("a");
    }

    @Test
    void keepsATaskThatIsMoreThanOneRoundAway() {
        wheel.after(TICK.multipliedBy(20), () -> ran.add("far"));

        for (int tick = 0; tick < 20; tick++) {
            advance(TICK);
            assertThat(ran).isEmpty();
        }

        advance(TICK);
        assertThat(ran).containsExactly("far");
    }

    @Test
    void catchesUpWhenItWasNotTurnedForRounds() {
        wheel.after(TICK, () -> ran.add("a"));
        wheel.after(TICK.multipliedBy(7), () -> ran.add("b"));
        wheel.after(TICK.multipliedBy(30), () -> ran.add("c"));
        wheel.after(TICK.multipliedBy(100), () -> ran.add("d"));

        advance(TICK.multipliedBy(50));

        assertThat(ran).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void runsTasksOfOneTickInTheOrderTheyWereSet() {
        for (int i = 0; i < 5; i++) {
            String name = "" + i;
            wheel.after(TICK, () -> ran.add(name));
        }

        advance(TICK.multipliedBy(2));

        assertThat(ran).containsExactly("0", "1", "2", "3", "4");
    }

    @Test
    void doesNotRunWhatWasCancelled() {
        Runnable same = () -> ran.add("a");
        Timers.Timer first = wheel.after(TICK, same);
        wheel.after(TICK, same);

        first.cancel();
        first.cancel();
        advance(TICK.multipliedBy(2));

        assertThat(ran).containsExactly("a");
    }

    @Test
    void cancellingAfterwardsIsHarmless() {
        Timers.Timer timer = wheel.after(TICK, () -> ran.add("a"));
        advance(TICK.multipliedBy(2));

        timer.cancel();

        assertThat(ran).containsExactly("a");
    }

    @Test
    void letsATaskSetTheNextOne() {
        wheel.after(TICK, () -> wheel.after(TICK, () -> ran.add("second")));

        advance(TICK.multipliedBy(2));
        assertThat(ran).isEmpty();

        advance(TICK.multipliedBy(2));
        assertThat(ran).containsExactly("second");
    }

    @Test
    void turnsOnWhenATaskFails() {
        RuntimeException fault = new IllegalStateException("broken");
        wheel.after(TICK, () -> {
            throw fault;
        });
        wheel.after(TICK, () -> ran.add("a"));

        advance(TICK.multipliedBy(2));

        assertThat(faults).containsExactly(fault);
        assertThat(ran).containsExactly("a");
    }

    @Test
    void runsEveryTaskOnceWhenManyThreadsSetThemWhileItTurns() throws InterruptedException {
        AtomicInteger count = new AtomicInteger();
        int threads = 4;
        int each = 500;
        CountDownLatch over = new CountDownLatch(threads);
        for (int t = 0; t < threads; t++) {
            new Thread(() -> {
                        for (int i = 0; i < each; i++) {
                            wheel.after(TICK.multipliedBy(i % 20), count::incrementAndGet);
                        }
                        over.countDown();
                    })
                    .start();
        }

        while (!over.await(0, TimeUnit.SECONDS)) {
            advance(TICK);
        }
        advance(TICK.multipliedBy(22));

        assertThat(count).hasValue(threads * each);
    }

    private void advance(Duration time) {
        clock.advance(time);
        wheel.turn();
    }
}
