package org.herald.session;

import java.util.ArrayList;
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
    private final RoomPolicy policy;
    private final Joining joining;
    private final SessionSettings settings;

    Greeting(Broker broker, RoomPolicy policy, Joining joining, SessionSettings settings) {
        this.broker = broker;
        this.policy = policy;
        this.joining = joining;
        this.settings = settings;
    }

    /** Completes when {@code connected} was sent; ends the session when that cannot be. */
    CompletionStage<?> greet(ClientSession session) {
        return broker.memberships()
                .of(session.identity().user())
                .thenCompose(lasting -> takeSeats(session, lasting))
                .handle((places, failure) -> {
                    if (failure == null) {
                        welcome(session, places);
                    } else {
                        session.end(CloseCode.TRY_LATER, "the rooms of the user are not available");
                    }
                    return null;
                });
    }

    private CompletionStage<List<Place>> takeSeats(ClientSession session, Set<RoomName> lasting) {
        List<CompletableFuture<Place>> places = new ArrayList<>();
        places.add(place(session, RoomName.personal(session.identity().user())));
        lasting.stream()
                .filter(room -> policy.mayJoin(session.identity(), room))
                .sorted((a, b) -> a.value().compareTo(b.value()))
                .forEach(room -> places.add(place(session, room)));
        return CompletableFuture.allOf(places.toArray(CompletableFuture[]::new))
                .thenApply(all -> places.stream().map(CompletableFuture::join).toList());
    }

    private CompletableFuture<Place> place(ClientSession session, RoomName room) {
        CompletionStage<Place> place;
        if (session.ticket().joinNone()) {
            place = broker.log().position(room).thenApply(position -> new Place(room, null, position));
        } else {
            Seat seat = session.newSeat(room);
            place = joining.take(seat).thenApply(position -> new Place(room, seat, position));
        }
        return place.toCompletableFuture();
    }

    private void welcome(ClientSession session, List<Place> places) {
        session.tell(new VolatileEvent.Connected(new Welcome(
                session.id(),
                session.identity().user(),
                settings.node(),
                settings.heartbeatInterval(),
                settings.heartbeatTimeout(),
                settings.maxMessageSize(),
                places.stream()
                        .map(place -> new RoomPosition(place.room, place.position))
                        .toList(),
                session.identity().expiresAt())));
        session.renew(session.identity());
        places.stream().filter(place -> place.seat != null).forEach(place -> joining.open(place.seat, place.position));
    }

    /** @param seat null where the client joins by itself */
    private record Place(RoomName room, Seat seat, Position position) {}
}
