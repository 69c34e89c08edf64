package org.herald.broker.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.herald.broker.Broker;
import org.herald.broker.BrokerFixture;
import org.herald.hub.HandClock;
import org.herald.hub.TimerWheel;

/** A local broker whose time stands still until it is moved. */
final class LocalFixture implements BrokerFixture {

    private static final Duration TICK = Duration.ofMillis(10);

    private final HandClock clock = new HandClock();
    private final List<Throwable> faults = new CopyOnWriteArrayList<>();
    private final TimerWheel wheel = new TimerWheel(TICK, 64, clock::nanos, faults::add);
    private final ExecutorService threads;
    private final LocalBroker broker;

    /** Delivers on threads of its own. */
    LocalFixture() {
        threads = Executors.newFixedThreadPool(2);
        broker = new LocalBroker(clock, clock::nanos, wheel, threads, 4, 10_000, faults::add);
    }

    /** @param capacity of its one lane */
    LocalFixture(Executor executor, int capacity) {
        threads = null;
        broker = new LocalBroker(clock, clock::nanos, wheel, executor, 1, capacity, faults::add);
    }

    /** What went wrong since the last call. A test that expects something has to call this. */
    List<Throwable> takeFaults() {
        List<Throwable> taken = List.copyOf(faults);
        faults.clear();
        return taken;
    }

    @Override
    public Broker broker() {
        return broker;
    }

    @Override
    public void advance(Duration time) {
        clock.advance(time.plus(TICK));
        wheel.turn();
    }

    @Override
    public long now() {
        return clock.millis();
    }

    @Override
    public void close() {
        broker.close();
        if (threads != null) {
            threads.shutdownNow();
        }
        assertThat(faults).isEmpty();
    }
}
