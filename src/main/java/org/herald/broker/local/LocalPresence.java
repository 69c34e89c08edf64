package org.herald.broker.local;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.herald.broker.Presence;
import org.herald.hub.ConnectionId;
import org.herald.hub.RoomName;
import org.herald.hub.Status;
import org.herald.hub.Timers;
import org.herald.hub.UserId;
import org.herald.hub.VolatileEvent;

/** Who is where on this node. What a room is told is queued in the step that changes it, so that it is told in order. */
final class LocalPresence implements Presence {

    private final Lifetime lifetime;
    private final Clock clock;
    private final Timers timers;
    private final Deliveries deliveries;

    /** Who is in each room. Each is guarded by the lock that the map holds for its room, and is never empty. */
    private final ConcurrentMap<RoomName, Occupants> rooms = new ConcurrentHashMap<>();

    private final Whereabouts whereabouts = new Whereabouts();

    LocalPresence(Lifetime lifetime, Clock clock, Timers timers, Deliveries deliveries) {
        this.lifetime = lifetime;
        this.clock = clock;
        this.timers = timers;
        this.deliveries = deliveries;
    }

    @Override
    public CompletionStage<Void> enter(RoomName room, UserId user, ConnectionId connection, boolean announce) {
        return lifetime.carryOut(() -> {
            long now = clock.millis();
            rooms.compute(room, (name, known) -> {
                Occupants occupants = known == null ? new Occupants() : known;
                boolean first = occupants.enter(user, connection, now);
                whereabouts.here(user, room);
                if (first && announce) {
                    tell(room, new VolatileEvent.UserJoined(user), connection);
                }
                return occupants;
            });
            deliveries.wake(room);
        });
    }

    @Override
    public CompletionStage<Void> exit(
            RoomName room, UserId user, ConnectionId connection, Duration grace, boolean announce) {
        return lifetime.carryOut(() -> {
            Absence absence = new Absence(room, user, announce);
            rooms.computeIfPresent(room, (name, occupants) -> {
                absence.begun = occupants.exit(user, connection, absence);
                if (!absence.begun) {
                    return occupants;
                }
                whereabouts.away(user, room);
                return grace.isZero() ? left(absence, occupants) : occupants;
            });
            if (grace.isZero()) {
                deliveries.wake(room);
            } else if (absence.begun) {
                timers.after(grace, absence);
            }
        });
    }

    @Override
    public CompletionStage<Members> members(RoomName room, int limit) {
        return lifetime.answer(() -> {
            List<Entry> entries = new ArrayList<>();
            rooms.computeIfPresent(room, (name, occupants) -> {
                occupants.list(limit + 1L, entries, whereabouts::status);
                return occupants;
            });
            boolean truncated = entries.size() > limit;
            return new Members(List.copyOf(truncated ? entries.subList(0, limit) : entries), truncated);
        });
    }

    @Override
    public CompletionStage<Integer> count(RoomName room) {
        return lifetime.answer(() -> {
            AtomicInteger count = new AtomicInteger();
            rooms.computeIfPresent(room, (name, occupants) -> {
                count.set(occupants.count());
                return occupants;
            });
            return count.get();
        });
    }

    @Override
    public CompletionStage<Set<RoomName>> status(UserId user, Status status) {
        return lifetime.answer(() -> whereabouts.say(user, status));
    }

    /** How many rooms and users take memory. */
    int count() {
        return rooms.size() + whereabouts.count();
    }

    private Occupants left(Absence absence, Occupants occupants) {
        if (!occupants.leave(absence.user, absence)) {
            return occupants;
        }
        whereabouts.left(absence.user, absence.room);
        if (absence.announce) {
            tell(absence.room, new VolatileEvent.UserLeft(absence.user), null);
        }
        return occupants.isEmpty() ? null : occupants;
    }

    private void tell(RoomName room, VolatileEvent.Body body, ConnectionId except) {
        deliveries.offer(VolatileEvent.in(room, body).butNotTo(except));
    }

    /** One user's time out of one room: run when the grace is over. */
    private final class Absence implements Runnable {
        private final RoomName room;
        private final UserId user;
        private final boolean announce;

        /** Used by the thread that made this alone. */
        private boolean begun;

        private Absence(RoomName room, UserId user, boolean announce) {
            this.room = room;
            this.user = user;
            this.announce = announce;
        }

        @Override
        public void run() {
            if (lifetime.isOn()) {
                rooms.computeIfPresent(room, (name, occupants) -> left(this, occupants));
                deliveries.wake(room);
            }
        }
    }
}
