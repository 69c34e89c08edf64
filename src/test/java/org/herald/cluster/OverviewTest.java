package org.herald.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.assertj.core.api.Assertions;
import org.herald.auth.Namespaces;
import org.herald.auth.RoomPolicy;
import org.herald.broker.ConnectionQuery;
import org.herald.broker.Recorder;
import org.herald.broker.RoomQuery;
import org.herald.broker.RoomRow;
import org.herald.broker.local.LocalBroker;
import org.herald.config.Settings;
import org.herald.hub.HandClock;
import org.herald.hub.HandExecutor;
import org.herald.hub.RoomName;
import org.herald.hub.TimerWheel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OverviewTest {

    private static final RoomName GENERAL = new RoomName("general");
    private static final RoomQuery ALL_ROOMS = new RoomQuery("", null, 10);

    private final HandClock clock = new HandClock();
    private final TimerWheel wheel = new TimerWheel(Duration.ofMillis(10), 64, clock::nanos, Assertions::fail);
    private final LocalBroker broker =
            new LocalBroker(clock, clock::nanos, wheel, Runnable::run, 1, 10, fault -> Assertions.fail(fault));
    private final Recorder node = new Recorder();
    private final HandExecutor others = new HandExecutor();
    private final Overview overview = new Overview(
            broker,
            new RoomPolicy(Namespaces.from(new Settings(
                    key -> Optional.ofNullable(Map.<String, String>of().get(key))))),
            others);

    @BeforeEach
    void start() {
        broker.start(node);
        node.shows(new RoomRow(GENERAL, 1));
    }

    @AfterEach
    void close() {
        broker.close();
    }

    static Map<String, Function<Overview, CompletionStage<?>>> asked() {
        return Map.of(
                "nodes", Overview::nodes,
                "connections", all -> all.connections(new ConnectionQuery(null, null, null, null, 10)),
                "rooms", all -> all.rooms(ALL_ROOMS),
                "a room", all -> all.room(GENERAL));
    }

    static Set<String> questions() {
        return asked().keySet();
    }

    @ParameterizedTest
    @MethodSource("questions")
    void answersOnThreadsThatMayWaitForASlowReader(String question) {
        CompletableFuture<?> answer = asked().get(question).apply(overview).toCompletableFuture();

        assertThat(answer).isNotDone();
        others.runAll();
        assertThat(answer).isCompleted();
    }

    @Test
    void answersAllTheSameWhereNoOtherThreadIsLeft() {
        others.rejects(true);

        Listing<RoomSummary> rooms =
                overview.rooms(ALL_ROOMS).toCompletableFuture().join();

        assertThat(rooms.rows()).extracting(RoomSummary::room).containsExactly(GENERAL);
    }
}
