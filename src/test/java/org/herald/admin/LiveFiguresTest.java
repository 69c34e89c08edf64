package org.herald.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.herald.auth.Namespaces;
import org.herald.auth.RoomPolicy;
import org.herald.broker.ControlMessage;
import org.herald.broker.NodeState;
import org.herald.broker.Recorder;
import org.herald.broker.local.LocalBroker;
import org.herald.cluster.Overview;
import org.herald.config.Settings;
import org.herald.hub.Content;
import org.herald.hub.Event;
import org.herald.hub.HandClock;
import org.herald.hub.TimerWheel;
import org.herald.hub.VolatileEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What administrators who listen are told. */
class LiveFiguresTest {

    private static final Settings NOTHING_SET =
            new Settings(key -> Optional.ofNullable(Map.<String, String>of().get(key)));

    private final HandClock clock = new HandClock();
    private final TimerWheel wheel =
            new TimerWheel(Duration.ofMillis(10), 64, clock::nanos, fault -> Assertions.fail(fault));
    private final LocalBroker broker =
            new LocalBroker(clock, clock::nanos, wheel, Runnable::run, 1, 10, fault -> Assertions.fail(fault));
    private final Recorder node = new Recorder();
    private final List<Event> told = new ArrayList<>();
    private boolean watched;
    private final LiveFigures live = new LiveFigures(
            () -> watched,
            new Overview(broker, new RoomPolicy(Namespaces.from(NOTHING_SET)), Runnable::run),
            broker.control(),
            told::add,
            wheel);

    @BeforeEach
    void start() {
        node.says(new NodeState("n1", "1.2", 5, 3, 2, false, 0.5));
        broker.start(node);
        live.start();
    }

    @AfterEach
    void close() {
        broker.close();
    }

    @Test
    void doesNothingWhileNobodyListens() {
        pass(LiveFigures.BEAT.multipliedBy(10));

        assertThat(told).isEmpty();
        assertThat(node.orders()).isEmpty();
    }

    @Test
    void tellsWhatTheNodesAreAgainAndAgain() {
        watched = true;
        pass(LiveFigures.BEAT.multipliedBy(3));

        assertThat(told).hasSize(3);
        VolatileEvent event = (VolatileEvent) told.get(0);
        assertThat(event.room()).isEqualTo(RoomPolicy.WATCH);
        assertThat(event.body())
                .isEqualTo(new VolatileEvent.Emitted(
                        "nodes",
                        new Content.Value("[{\"node\":\"n1\",\"version\":\"1.2\",\"startedAt\":5,\"connections\":3,"
                                + "\"rooms\":2,\"draining\":false,\"load\":0.5}]")));
    }

    @Test
    void hasEveryNodeTellWhatHappensForLongerThanUntilTheNextTime() {
        watched = true;
        pass(LiveFigures.BEAT);

        assertThat(node.orders()).containsExactly(new ControlMessage.Watch(LiveFigures.WATCH));
        assertThat(LiveFigures.WATCH).isGreaterThan(LiveFigures.BEAT.multipliedBy(2));
    }

    @Test
    void tellsOneWhoBeginsToListenAtOnce() {
        pass(LiveFigures.BEAT.multipliedBy(2));
        watched = true;
        pass(LiveFigures.LOOK);
        assertThat(told).hasSize(1);

        watched = false;
        pass(LiveFigures.LOOK);
        watched = true;
        pass(LiveFigures.LOOK);
        assertThat(told).hasSize(2);
    }

    @Test
    void goesOnWhenTheStoreCannotBeAsked() {
        watched = true;
        broker.close();
        pass(LiveFigures.BEAT.multipliedBy(2));

        assertThat(told).isEmpty();
    }

    @Test
    void tellsNothingAfterItsEnd() {
        watched = true;
        live.stop();
        pass(LiveFigures.BEAT.multipliedBy(3));

        assertThat(told).isEmpty();
    }

    private void pass(Duration time) {
        Duration step = Duration.ofMillis(10);
        for (Duration done = Duration.ZERO;
                done.compareTo(time.plus(step.multipliedBy(20))) <= 0;
                done = done.plus(step)) {
            clock.advance(step);
            wheel.turn();
        }
    }
}
