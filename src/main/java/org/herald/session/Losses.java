package org.herald.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.herald.broker.Page;
import org.herald.broker.Range;
import org.herald.broker.RoomLog;
import org.herald.hub.Delivery;
import org.herald.hub.Member;
import org.herald.hub.RoomEvent;
import org.herald.hub.RoomName;
import org.herald.hub.Rooms;
import org.herald.hub.Timers;
import org.herald.hub.VolatileEvent;

/**
 * Tells the members of a room of which something was lost how it is now: {@code room.state}, and from there on live
 * again. History is read and the answer encoded once for all of them.
 */
final class Losses {

    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final Rooms rooms;
    private final RoomLog log;
    private final CatchUp catchUp;
    private final int pageBytes;
    private final Timers timers;

    Losses(Rooms rooms, RoomLog log, CatchUp catchUp, int pageBytes, Timers timers) {
        this.rooms = rooms;
        this.log = log;
        this.catchUp = catchUp;
        this.pageBytes = pageBytes;
        this.timers = timers;
    }

    /** To be called in turn with the events of the room. */
    void lost(RoomName room) {
        List<Seat> seats = new ArrayList<>();
        for (Member member : rooms.members(room)) {
            if (member instanceof Seat seat && seat.lose()) {
                seats.add(seat);
            }
        }
        tell(room, seats);
    }

    /** Tries until it is done: connections stay while the store is away. */
    private void tell(RoomName room, List<Seat> seats) {
        if (seats.stream().allMatch(Seat::isLeft)) {
            return;
        }
        log.read(room, Range.newest(CatchUp.PAGE, pageBytes)).whenComplete((newest, failure) -> {
            if (failure == null) {
                show(room, seats, newest);
            } else {
                timers.after(AGAIN, () -> tell(room, seats));
            }
        });
    }

    private void show(RoomName room, List<Seat> seats, Page newest) {
        List<RoomEvent> events = new ArrayList<>(newest.events());
        Collections.reverse(events);
        Delivery state = new Delivery(VolatileEvent.in(room, new VolatileEvent.State(events, newest.head())));
        for (Seat seat : seats) {
            if (!seat.isLeft()) {
                seat.session().deliver(state);
                seat.begin(newest.head());
                catchUp.start(seat);
            }
        }
    }
}
