package org.herald.broker.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.herald.broker.Recorder;
import org.herald.hub.ConnectionId;
import org.herald.hub.Event;
import org.herald.hub.HandClock;
import org.herald.hub.Lane;
import org.herald.hub.RoomName;
import org.herald.hub.Status;
import org.herald.hub.TimerWheel;
import org.herald.hub.UserId;
import org.herald.hub.VolatileEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LocalPresenceTest {

    private static final RoomName ROOM = new RoomName("general");
    private static final UserId ALICE = new UserId("alice");
    private static final ConnectionId A1 = new ConnectionId("c-a1");
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final HandClock clock = new HandClock();
    private final List<Throwable> faults = new ArrayList<>();
    private final TimerWheel wheel = new TimerWheel(Duration.ofMillis(10), 64, clock::nanos, faults::add);
    private final Lifetime lifetime = new Lifetime();
    private final Recorder node = new Recorder();
    private final Deliveries deliveries =
            new Deliveries(lifetime, 1, () -> new Lane(10_000, Runnable::run, wheel, faults::add));
    private final LocalPresence presence = new LocalPresence(lifetime, clock, wheel, deliveries);

    @BeforeEach
    void start() {
        deliveries.start(node);
        lifetime.begin();
        deliveries.subscribe(ROOM);
    }

    @Test
    void takesNoMemoryForWhoHasLeft() {
        presence.enter(ROOM, ALICE, A1, true);
        presence.status(ALICE, new Status(Status.Kind.BUSY, null));
        presence.exit(ROOM, ALICE, A1, GRACE, true);
        assertThat(presence.count()).isEqualTo(2);

        clock.advance(GRACE.plusSeconds(1));
        wheel.turn();

        assertThat(presence.count()).isZero();
    }

    @Test
    void takesNoMemoryForWhoNeverCame() {
        presence.exit(ROOM, ALICE, A1, Duration.ZERO, true);
        presence.status(ALICE, Status.ONLINE);
        presence.members(ROOM, 10);

        assertThat(presence.count()).isZero();
    }

    @Test
    void tellsComingsAndGoingsInTurnsHoweverTheyRace() {
        IntStream.range(0, 2_000).parallel().forEach(i -> {
            ConnectionId connection = new ConnectionId("c-" + i);
            presence.enter(ROOM, ALICE, connection, true);
            presence.exit(ROOM, ALICE, connection, Duration.ZERO, true);
        });

        boolean there = false;
        for (Event event : node.events()) {
            boolean came = ((VolatileEvent) event).body() instanceof VolatileEvent.UserJoined;
            assertThat(came).isNotEqualTo(there);
            there = came;
        }
        assertThat(there).isFalse();
        assertThat(presence.count()).isZero();
        assertThat(faults).isEmpty();
    }
}
