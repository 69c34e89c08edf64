package org.herald.session;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.herald.auth.Query;
import org.herald.auth.RoomPolicy;
import org.herald.broker.Broker;
import org.herald.hub.ErrorCode;
import org.herald.hub.HubListener;
import org.herald.hub.Limit;
import org.herald.hub.Refused;
import org.herald.hub.RoomName;
import org.herald.hub.RoomPosition;
import org.herald.protocol.Beginning;

/**
 * Lets those in who listen by plain HTTP: every one of them is a connection like any other, for as long as the stream or the
 * wait lasts. Safe for use by any thread.
 */
public final class Listeners {

    private static final int ROOMS_OF_A_REQUEST = 10;

    private final Reception reception;
    private final Gatekeeper gatekeeper;
    private final Rates rates;
    private final RoomPolicy policy;
    private final Broker broker;
    private final HubListener listener;

    public Listeners(
            Reception reception,
            Gatekeeper gatekeeper,
            Rates rates,
            RoomPolicy policy,
            Broker broker,
            HubListener listener) {
        this.reception = reception;
        this.gatekeeper = gatekeeper;
        this.rates = rates;
        this.policy = policy;
        this.broker = broker;
        this.listener = listener;
    }

    /**
     * What somebody asks for.
     *
     * @param lastEventId the header, or null
     * @throws Refused as {@link Arrival#of} says
     * @throws org.herald.auth.BadRequest so too
     */
    public Arrival arrival(Query query, String lastEventId) {
        return counted(() -> Arrival.of(query, lastEventId));
    }

    /**
     * The right to one stream. It counts as requests of the user, one for every ten rooms begun. May wait for keys, or for
     * the store that counts connections.
     *
     * @throws HandshakeRefused when nobody is let in, or not this one
     * @throws Refused {@code room_forbidden} or {@code rate_limited}
     */
    public Ticket admit(Knock knock, Arrival arrival) {
        Caller caller = reception.receiveToStay(knock);
        requireRate(caller, arrival);
        return hold(caller, arrival);
    }

    /**
     * Who polls. It counts as requests of the user, one for every ten rooms begun.
     *
     * @throws HandshakeRefused when that is nobody who may
     * @throws Refused {@code room_forbidden} or {@code rate_limited}
     */
    public Caller receive(Knock knock, Arrival arrival) {
        Caller caller = reception.receive(knock);
        requireRate(caller, arrival);
        requireRooms(caller, arrival);
        return caller;
    }

    /**
     * The right to wait once. May wait for the store that counts connections.
     *
     * @throws HandshakeRefused when there is no place
     * @throws Refused {@code room_forbidden}
     */
    public Ticket hold(Caller caller, Arrival arrival) {
        requireRooms(caller, arrival);
        return gatekeeper.hold(caller, arrival);
    }

    /** Where the rooms are now, for one who has seen nothing of them. */
    public CompletionStage<Beginning> beginning(Caller caller, Arrival arrival) {
        CompletionStage<? extends Collection<RoomName>> rooms = arrival.rooms().isEmpty()
                ? new UsualRooms(broker.memberships(), policy).of(caller.identity())
                : CompletableFuture.completedFuture(arrival.rooms());
        return rooms.thenCompose(this::positions)
                .thenApply(positions -> new Beginning(caller.identity().user(), positions))
                .whenComplete((beginning, failure) -> count(failure));
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

    /** Each room is looked up, in the store too; who has a socket joins them by a request each. */
    private void requireRate(Caller caller, Arrival arrival) {
        int requests = Math.max(1, (arrival.rooms().size() + ROOMS_OF_A_REQUEST - 1) / ROOMS_OF_A_REQUEST);
        counted(() -> {
            rates.requireRequests(caller.identity().user(), requests);
            return caller;
        });
    }

    private void requireRooms(Caller caller, Arrival arrival) {
        counted(() -> {
            arrival.rooms().forEach(room -> policy.requireJoin(caller.identity(), room));
            return caller;
        });
    }

    private <T> T counted(Supplier<T> call) {
        try {
            return call.get();
        } catch (Refused refused) {
            count(refused);
            throw refused;
        }
    }

    private void count(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof Refused refused) {
            listener.refused(refused.code());
            if (refused.code() == ErrorCode.RATE_LIMITED) {
                listener.limitHit(Limit.REQUESTS);
            }
        }
    }
}
