package org.herald.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.herald.hub.HandClock;
import org.junit.jupiter.api.Test;

class AwakeningTest {

    private static final long LONG = Duration.ofMinutes(1).toMillis();

    private final HandClock clock = new HandClock();
    private final Awakening awakening = new Awakening(clock::nanos);
    private final AtomicBoolean over = new AtomicBoolean();

    @Test
    void endsThePausesOfAllEachAfterAnotherTime() {
        Set<Long> ends = ConcurrentHashMap.newKeySet();
        List<Thread> waiting = waiting(20, () -> ends.add(System.nanoTime()));
        awakening.call();

        awaitEnd(waiting);
        long first = ends.stream().min(Long::compare).orElseThrow();
        long last = ends.stream().max(Long::compare).orElseThrow();
        assertThat(last - first).isGreaterThan(Duration.ofMillis(10).toNanos());
    }

    @Test
    void endsAPauseAtOnceForWhoMissedTheCallWhileTrying() throws InterruptedException {
        long heard = awakening.calls();
        awakening.call();

        awakening.pause(LONG, heard, over::get);
        assertThat(awakening.calls()).isEqualTo(heard + 1);
    }

    @Test
    void doesNotWakeWhoCalled() throws InterruptedException {
        long heard = awakening.call();
        long begun = System.nanoTime();
        awakening.pause(50, heard, over::get);

        assertThat(System.nanoTime() - begun)
                .isGreaterThanOrEqualTo(Duration.ofMillis(50).toNanos());
    }

    @Test
    void callsOnceASecondAtMostWhenAConnectionComesAndGoes() {
        for (int i = 0; i < 100; i++) {
            awakening.call();
            clock.advance(Duration.ofMillis(50));
        }

        assertThat(awakening.calls()).isEqualTo(5);
    }

    @Test
    void endsThePausesOfThoseWhoAreToStop() {
        List<Thread> waiting = waiting(3, () -> {});
        over.set(true);
        awakening.look();

        awaitEnd(waiting);
        assertThat(awakening.calls()).isZero();
    }

    /** Threads that pause for long, and what they do then. */
    private List<Thread> waiting(int count, Runnable then) {
        CountDownLatch begun = new CountDownLatch(count);
        long heard = awakening.calls();
        List<Thread> threads = Stream.generate(() -> new Thread(() -> {
                    begun.countDown();
                    try {
                        awakening.pause(LONG, heard, over::get);
                        then.run();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }))
                .limit(count)
                .toList();
        threads.forEach(Thread::start);
        Awaitility.await().until(() -> begun.getCount() == 0);
        return threads;
    }

    private static void awaitEnd(List<Thread> threads) {
        Awaitility.await().until(() -> threads.stream().noneMatch(Thread::isAlive));
    }
}
