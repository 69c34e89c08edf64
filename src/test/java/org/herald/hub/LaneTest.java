package org.herald.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LaneTest {

    private final HandClock clock = new HandClock();
    private final List<Throwable> faults = new ArrayList<>();
    private final TimerWheel wheel = new TimerWheel(Duration.ofMillis(10), 64, clock::nanos, faults::add);
    private final HandExecutor executor = new HandExecutor();
    private final List<Integer> ran = new ArrayList<>();

    @Test
    void runsTasksInTheOrderTheyWerePutIn() {
        Lane lane = lane(10);
        offer(lane, 1, 3);
        assertThat(executor.waiting()).isEqualTo(1);

        executor.runAll();

        assertThat(ran).containsExactly(1, 2, 3);
        assertThat(executor.waiting()).isZero();
    }

    @Test
    void takesNoMoreThanItsCapacity() {
        Lane lane = lane(2);
        offer(lane, 1, 2);

        assertThat(lane.offer(() -> ran.add(3))).isFalse();
        lane.insist(() -> ran.add(4));
        executor.runAll();

        assertThat(ran).containsExactly(1, 2, 4);
        assertThat(lane.offer(() -> ran.add(5))).isTrue();
    }

    @Test
    void goesOnWhenATaskFails() {
        Lane lane = lane(10);
        IllegalStateException fault = new IllegalStateException("broken");
        lane.offer(() -> {
            throw fault;
        });
        offer(lane, 1, 1);
        executor.runAll();

        assertThat(ran).containsExactly(1);
        assertThat(faults).containsExactly(fault);
    }

    @Test
    void triesAgainSoonWhenTheExecutorRefused() {
        Lane lane = lane(10);
        executor.rejects(true);
        offer(lane, 1, 1);
        executor.rejects(false);
        assertThat(faults).hasOnlyElementsOfType(RejectedExecutionException.class);

        clock.advance(Duration.ofMillis(120));
        wheel.turn();
        executor.runAll();

        assertThat(ran).containsExactly(1);
    }

    @Test
    void letsOthersHaveTheThreadAfterAWhile() {
        Lane lane = lane(10_000);
        offer(lane, 1, 10_000);

        executor.runOne();

        assertThat(ran).hasSizeBetween(1, 9_999);
        assertThat(executor.waiting()).isEqualTo(1);
        executor.runAll();
        assertThat(ran).isEqualTo(IntStream.rangeClosed(1, 10_000).boxed().toList());
    }

    @Test
    void runsWhatATaskPutsInAfterTheTaskEvenOnTheSameThread() {
        Lane lane = new Lane(10, Runnable::run, wheel, faults::add);
        lane.offer(() -> {
            offer(lane, 2, 2);
            ran.add(1);
        });
        lane.wake();

        assertThat(ran).containsExactly(1, 2);
    }

    @Test
    void runsOneTaskAtATimeOnManyThreads() throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Lane lane = new Lane(Integer.MAX_VALUE, threads, wheel, faults::add);
            int count = 4_000;
            CountDownLatch over = new CountDownLatch(count);
            int[] unguarded = new int[1];
            IntStream.range(0, count).parallel().forEach(i -> {
                lane.offer(() -> {
                    unguarded[0]++;
                    over.countDown();
                });
                lane.wake();
            });

            assertThat(over.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(unguarded[0]).isEqualTo(count);
        } finally {
            threads.shutdownNow();
        }
    }

    private Lane lane(int capacity) {
        return new Lane(capacity, executor, wheel, faults::add);
    }

    private void offer(Lane lane, int from, int to) {
        for (int i = from; i <= to; i++) {
            int number = i;
            assertThat(lane.offer(() -> ran.add(number))).isTrue();
            lane.wake();
        }
    }
}
