package org.herald.session;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.herald.auth.RoomPolicy;
import org.herald.broker.Broker;
import org.herald.hub.RoomName;
import org.herald.hub.RoomPosition;
import org.herald.protocol.Cursor;

/**
 * Lets those in who listen by plain HTTP: every one of them is a connection like any other, for as long as the stream or the
 * wait lasts. Safe for use by any thread.
 */
public final class Listeners {

    private final Reception reception;
    private final Gatekeeper gatekeeper;
    private final Rates rates;
    private final RoomPolicy policy;
    private final Broker broker;

    public Listeners(Reception reception, Gatekeeper gatekeeper, Rates rates, RoomPolicy policy, Broker broker) {
        this.reception = reception;
        this.gatekeeper = gatekeeper;
        this.rates = rates;
        this.policy = policy;
        this.broker = broker;
    }

    /**
     * The right to one stream. May wait for keys, or for the store that counts connections.
     *
     * @throws HandshakeRefused when nobody is let in, or not this one
     * @throws org.herald.hub.Refused {@code room_forbidden}
     */
    public Ticket admit(Knock knock, Arrival arrival) {
        return hold(reception.receiveToStay(knock), arrival);
    }

    /**
     * Who polls. It counts as one request of the user.
     *
     * @throws HandshakeRefused when that is nobody who may
     * @throws org.herald.hub.Refused {@code room_forbidden} or {@code rate_limited}
     */
    public Caller receive(Knock knock, Arrival arrival) {
        Caller caller = reception.receive(knock);
        rates.requireRequest(caller.identity().user());
        requireRooms(caller, arrival);
        return caller;
    }

    /**
     * The right to wait once. May wait for the store that counts connections.
     *
     * @throws HandshakeRefused when there is no place
     * @throws org.herald.hub.Refused {@code room_forbidden}
     */
    public Ticket hold(Caller caller, Arrival arrival) {
        requireRooms(caller, arrival);
        return gatekeeper.hold(caller, arrival);
    }

    /** Where the rooms are now, for one who has seen nothing of them. */
    public CompletionStage<Cursor> beginning(Caller caller, Arrival arrival) {
        CompletionStage<? extends Collection<RoomName>> rooms = arrival.rooms().isEmpty()
                ? new UsualRooms(broker.memberships(), policy).of(caller.identity())
                : CompletableFuture.completedFuture(arrival.rooms());
        return rooms.thenCompose(this::positions).thenApply(Cursor.EMPTY::with);
    }

    private CompletionStage<List<RoomPosition>> positions(Collection<RoomName> rooms) {
        List<CompletableFuture<RoomPosition>> positions = rooms.stream()
                .map(room -> broker.log()
                        .position(room)
                        .thenApply(position -> new RoomPosition(room, position))
                        .toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(positions.toArray(CompletableFuture[]::new))
                .thenApply(
                        all -> positions.stream().map(CompletableFuture::join).toList());
    }

    private void requireRooms(Caller caller, Arrival arrival) {
        arrival.rooms().forEach(room -> policy.requireJoin(caller.identity(), room));
    }
}
