package org.herald.session;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.herald.auth.RoomPolicy;
import org.herald.broker.Broker;
import org.herald.hub.RoomName;
import org.herald.hub.Rooms;
import org.herald.hub.VolatileEvent;

/** Takes connections into rooms and out again, and tells the others. */
final class Seating {

    private static final CompletionStage<Void> NOTHING = CompletableFuture.completedFuture(null);

    private final Broker broker;
    private final Rooms rooms;
    private final RoomPolicy policy;

    Seating(Broker broker, Rooms rooms, RoomPolicy policy) {
        this.broker = broker;
        this.rooms = rooms;
        this.policy = policy;
    }

    /** Completes when every event of the room from then on reaches the seat and the user is present there. */
    CompletionStage<Void> take(Seat seat) {
        return rooms.enter(seat.room(), seat).thenCompose(entered -> {
            var namespace = policy.namespace(seat.room());
            return namespace.presence() && !seat.isLeft()
                    ? broker.presence()
                            .enter(
                                    seat.room(),
                                    seat.session().identity().user(),
                                    seat.connection(),
                                    announces(seat.room()))
                    : NOTHING;
        });
    }

    /**
     * Gives the seat up; harmless to do twice.
     *
     * @param grace how long the user may be away before having left
     */
    CompletionStage<Void> leave(Seat seat, Duration grace) {
        if (seat.leave()) {
            broker.fanout()
                    .emit(VolatileEvent.in(
                            seat.room(),
                            new VolatileEvent.TypingStopped(
                                    seat.session().identity().user())));
        }
        rooms.leave(seat.room(), seat);
        var namespace = policy.namespace(seat.room());
        return namespace.presence()
                ? broker.presence()
                        .exit(
                                seat.room(),
                                seat.session().identity().user(),
                                seat.connection(),
                                grace,
                                announces(seat.room()))
                : NOTHING;
    }

    /** Takes a client out of a room against its will: it is told after the last that it hears of the room. */
    CompletionStage<Void> putOut(Seat seat, String reason) {
        ClientSession session = seat.session();
        session.remove(seat);
        leave(seat, Duration.ZERO);
        Journal.left(session, seat.room());
        return seat.silence().thenRun(() -> session.tell(seat.room(), new VolatileEvent.Kicked(reason)));
    }

    private boolean announces(RoomName room) {
        return !room.isPersonal() && policy.namespace(room).announce();
    }
}
