package org.herald.session;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.herald.auth.RoomPolicy;
import org.herald.broker.Broker;
import org.herald.hub.CloseCode;
import org.herald.hub.Position;
import org.herald.hub.RoomName;
import org.herald.hub.RoomPosition;
import org.herald.hub.VolatileEvent;
import org.herald.hub.Welcome;

/**
 * The first thing a connection hears, and the rooms it is in from the start: its user's own, and those of lasting
 * membership.
 */
final class Greeting {

    private final Broker broker;
    private final UsualRooms usualRooms;
    private final Joining joining;
    private final SessionSettings settings;

    Greeting(Broker broker, RoomPolicy policy, Joining joining, SessionSettings settings) {
        this.broker = broker;
        this.usualRooms = new UsualRooms(broker.memberships(), policy);
        this.joining = joining;
        this.settings = settings;
    }

    /** Completes when {@code connected} was sent; ends the session when that cannot be. */
    CompletionStage<?> greet(ClientSession session) {
        return rooms(session).thenCompose(rooms -> takeSeats(session, rooms)).handle((places, failure) -> {
            if (failure == null) {
                welcome(session, places);
            } else {
                session.end(CloseCode.TRY_LATER, "the rooms of the user are not available");
            }
            return null;
        });
    }

    private CompletionStage<? extends Collection<RoomName>> rooms(ClientSession session) {
        Set<RoomName> asked = session.ticket().arrival().rooms();
        return asked.isEmpty() ? usualRooms.of(session.identity()) : CompletableFuture.completedFuture(asked);
    }

    private CompletionStage<List<Place>> takeSeats(ClientSession session, Collection<RoomName> rooms) {
        List<CompletableFuture<Place>> places =
                rooms.stream().map(room -> place(session, room)).toList();
        return CompletableFuture.allOf(places.toArray(CompletableFuture[]::new))
                .thenApply(all -> places.stream().map(CompletableFuture::join).toList());
    }

    private CompletableFuture<Place> place(ClientSession session, RoomName room) {
        Arrival arrival = session.ticket().arrival();
        CompletionStage<Place> place;
        if (arrival.joins()) {
            Seat seat = session.newSeat(room);
            Position since = arrival.since(room).orElse(null);
            place = joining.take(seat)
                    .thenApply(now ->
                            since == null ? new Place(seat, room, now, false) : new Place(seat, room, since, true));
        } else {
            place = broker.log().position(room).thenApply(now -> new Place(null, room, now, false));
        }
        return place.toCompletableFuture();
    }

    /** Nothing comes before {@code connected}, and whoever has it can be reached in its rooms. */
    private void welcome(ClientSession session, List<Place> places) {
        VolatileEvent.Body connected = new VolatileEvent.Connected(new Welcome(
                session.id(),
                session.identity().user(),
                settings.node(),
                settings.heartbeatInterval(),
                settings.heartbeatTimeout(),
                settings.maxMessageSize(),
                places.stream()
                        .map(place -> new RoomPosition(place.room, place.position))
                        .toList(),
                session.identity().expiresAt()));
        List<Place> taken = places.stream().filter(place -> place.seat != null).toList();
        session.tell(
                connected,
                () -> taken.stream()
                        .filter(place -> !place.resumes)
                        .forEach(place -> joining.begin(place.seat, place.position)));
        session.renew(session.identity());
        taken.forEach(this::open);
    }

    private void open(Place place) {
        if (place.resumes) {
            joining.resume(place.seat, place.position);
        } else {
            joining.open(place.seat);
        }
    }

    /**
     * @param seat null where the client joins by itself
     * @param position after which it goes on
     * @param resumes whether there may be events after that already
     */
    private record Place(Seat seat, RoomName room, Position position, boolean resumes) {}
}
