package org.herald.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.herald.broker.NodeState;
import org.herald.broker.Recorder;
import org.herald.config.Settings;
import org.herald.hub.HubListener;
import org.herald.hub.TimerWheel;
import org.herald.it.kit.RedisProcess;

/** What a broker over Redis needs of its node: threads, and timers whose time goes by of itself, or faster. */
final class TestNode implements AutoCloseable {

    private static final Duration TICK = Duration.ofMillis(10);

    private final AtomicLong ahead = new AtomicLong();
    private final List<Throwable> faults = new CopyOnWriteArrayList<>();
    private final TimerWheel wheel = new TimerWheel(TICK, 512, this::nanos, faults::add);
    private final ScheduledExecutorService turning = Executors.newSingleThreadScheduledExecutor();
    private final Recorder recorder = new Recorder();
    private final RedisBroker broker;

    TestNode(String url, String prefix, Duration lease, HubListener listener) {
        this(url, prefix, lease, listener, Scripts.TIME);
    }

    TestNode(String url, String prefix, Duration lease, HubListener listener, String time) {
        this("n", url, prefix, lease, listener, time);
    }

    /** @param values the whole configuration */
    TestNode(Map<String, String> values) {
        this("n", values, HubListener.NONE, Scripts.TIME);
    }

    private TestNode(String name, String url, String prefix, Duration lease, HubListener listener, String time) {
        this(
                name,
                Map.of("herald.redis.url", url, "herald.redis.prefix", prefix, "herald.node.lease", lease.toString()),
                listener,
                time);
    }

    private TestNode(String name, Map<String, String> values, HubListener listener, String time) {
        var settings = new Settings(key -> Optional.ofNullable(values.get(key)));
        RedisParts parts = new RedisParts(
                Executors.defaultThreadFactory(), wheel, new AheadClock(), this::nanos, listener, faults::add);
        broker = new RedisBroker(RedisSettings.from(settings, name).orElseThrow(), parts, time);
        turning.scheduleAtFixedRate(wheel::turn, 10, 10, TimeUnit.MILLISECONDS);
    }

    /** A node among others, started. */
    static TestNode start(RedisProcess redis, Duration lease) {
        return start(redis.url(), lease);
    }

    /** A node among others, started, that says what its state is. */
    static TestNode start(RedisProcess redis, Duration lease, NodeState state) {
        TestNode node = new TestNode(state.node(), redis.url(), "test", lease, HubListener.NONE, Scripts.TIME);
        node.recorder.says(state);
        node.broker.start(node.recorder);
        return node;
    }

    static TestNode start(String url, Duration lease) {
        TestNode node = new TestNode(url, "test", lease, HubListener.NONE);
        node.broker.start(node.recorder);
        return node;
    }

    /** What the broker told, of a node that was started here. */
    Recorder recorder() {
        return recorder;
    }

    RedisBroker broker() {
        return broker;
    }

    /** What went wrong since the last call. A test that expects something has to call this. */
    List<Throwable> takeFaults() {
        List<Throwable> taken = List.copyOf(faults);
        faults.clear();
        return taken;
    }

    /** Lets the time of the timers go by. */
    void advance(Duration time) {
        ahead.addAndGet(time.plus(TICK).toNanos());
        wheel.turn();
    }

    /** Stops without a word, like a process that is killed. */
    void die() {
        broker.abandon();
        turning.shutdownNow();
    }

    @Override
    public void close() {
        broker.close();
        turning.shutdownNow();
        assertThat(faults).isEmpty();
    }

    /** The time of day, as far ahead as the timers are. */
    private final class AheadClock extends Clock {
        @Override
        public Instant instant() {
            return Instant.now().plusNanos(ahead.get());
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }

    private long nanos() {
        return System.nanoTime() + ahead.get();
    }
}
