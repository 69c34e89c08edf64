package org.herald.session;

import static org.herald.session.Conversation.SETTLED;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.herald.auth.RoomPolicy;
import org.herald.broker.Broker;
import org.herald.hub.ErrorCode;
import org.herald.hub.Refused;
import org.herald.hub.RoomName;
import org.herald.hub.RoomPosition;
import org.herald.hub.UserId;
import org.herald.protocol.Ack;
import org.herald.protocol.Command;

/** Being in rooms: leave, list, members, history. Joining is {@link Joining}'s. */
final class RoomHandlers {

    private final Broker broker;
    private final RoomPolicy policy;
    private final Seating seating;
    private final Joining joining;
    private final Reading reading;

    RoomHandlers(Broker broker, RoomPolicy policy, Seating seating, Joining joining, Reading reading) {
        this.broker = broker;
        this.policy = policy;
        this.seating = seating;
        this.joining = joining;
        this.reading = reading;
    }

    CompletionStage<?> join(Command.Join command, Exchange exchange) {
        policy.requireJoin(exchange.session().identity(), command.room());
        return joining.join(command, exchange);
    }

    /** While the membership cannot be ended, the client stays in the room. */
    CompletionStage<?> leave(Command.Leave command, Exchange exchange) {
        ClientSession session = exchange.session();
        Optional<Seat> taken = session.seat(command.room());
        if (taken.isEmpty()) {
            return endMembership(command, exchange);
        }
        Seat seat = taken.get();
        return broker.memberships()
                .remove(session.identity().user(), command.room())
                .thenCompose(removed -> {
                    session.remove(seat);
                    Journal.left(session, command.room());
                    return seating.leave(seat, Duration.ZERO);
                })
                .thenCompose(left -> seat.silence())
                .whenComplete((left, failure) -> exchange.settle(new Ack.Done(), failure))
                .handle((left, failure) -> null);
    }

    /** A lasting membership ends also by a connection that did not join the room. */
    private CompletionStage<?> endMembership(Command.Leave command, Exchange exchange) {
        UserId user = exchange.session().identity().user();
        return broker.memberships()
                .of(user)
                .thenCompose(lasting -> {
                    if (!lasting.contains(command.room())) {
                        throw Refused.because(ErrorCode.NOT_JOINED, "join the room first");
                    }
                    return broker.memberships().remove(user, command.room());
                })
                .whenComplete((removed, failure) -> exchange.settle(new Ack.Done(), failure))
                .handle((answered, failure) -> null);
    }

    CompletionStage<?> list(Exchange exchange) {
        List<CompletableFuture<RoomPosition>> rooms = exchange.session().seats().stream()
                .filter(Seat::isTaken)
                .map(seat -> position(seat.room()).toCompletableFuture())
                .toList();
        CompletableFuture.allOf(rooms.toArray(CompletableFuture[]::new))
                .whenComplete((all, failure) -> exchange.settle(
                        failure == null
                                ? new Ack.RoomList(rooms.stream()
                                        .map(CompletableFuture::join)
                                        .toList())
                                : null,
                        failure));
        return SETTLED;
    }

    CompletionStage<?> members(Command.ListMembers command, Exchange exchange) {
        ClientSession session = exchange.session();
        return whenRoomy(exchange, () -> reading.members(command.room(), session.identity()));
    }

    CompletionStage<?> history(Command.ReadHistory command, Exchange exchange) {
        ClientSession session = exchange.session();
        return whenRoomy(exchange, () -> reading.history(command, session.identity()));
    }

    /** Long answers wait until the client has taken what came before. */
    private static CompletionStage<?> whenRoomy(Exchange exchange, Supplier<CompletionStage<? extends Ack>> answer) {
        return exchange.session()
                .roomy()
                .thenCompose(free -> answer.get())
                .whenComplete(exchange::settle)
                .handle((answered, failure) -> null);
    }

    private CompletionStage<RoomPosition> position(RoomName room) {
        return broker.log().position(room).thenApply(position -> new RoomPosition(room, position));
    }
}
