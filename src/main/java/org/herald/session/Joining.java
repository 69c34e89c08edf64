package org.herald.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.herald.broker.Broker;
import org.herald.broker.Page;
import org.herald.broker.Range;
import org.herald.hub.CloseCode;
import org.herald.hub.ErrorCode;
import org.herald.hub.HubListener;
import org.herald.hub.Position;
import org.herald.hub.Refused;
import org.herald.hub.RoomEvent;
import org.herald.hub.RoomName;
import org.herald.hub.UserId;
import org.herald.hub.VolatileEvent;
import org.herald.protocol.Ack;
import org.herald.protocol.Command;

/**
 * Joins rooms without losing or doubling anything: first every later event is made sure to arrive at the closed gate of
 * the seat, then history is read, the client answered, what it missed sent, and the gate opened.
 */
final class Joining {

    private final Broker broker;
    private final Seating seating;
    private final CatchUp catchUp;
    private final SessionSettings settings;
    private final HubListener listener;

    Joining(Broker broker, Seating seating, CatchUp catchUp, SessionSettings settings, HubListener listener) {
        this.broker = broker;
        this.seating = seating;
        this.catchUp = catchUp;
        this.settings = settings;
        this.listener = listener;
    }

    /** {@code room.join}, for one who may. Completes when the client was answered. */
    CompletionStage<?> join(Command.Join command, Exchange exchange) {
        ClientSession session = exchange.session();
        if (session.seat(command.room()).isPresent()) {
            return joinAgain(command, exchange);
        }
        if (!command.room().isPersonal() && session.sharedRooms() >= settings.maxRooms()) {
            throw Refused.because(
                    ErrorCode.TOO_MANY_ROOMS, "a connection is in at most " + settings.maxRooms() + " rooms");
        }
        Seat seat = session.newSeat(command.room());
        return keepMembership(command, session.identity().user())
                .thenCompose(kept -> seating.take(seat))
                .thenCompose(taken ->
                        command.since() == null ? enter(seat, exchange) : recover(seat, command.since(), exchange::ack))
                .handle((joined, failure) -> settle(seat, exchange, failure));
    }

    /**
     * Takes the seat of a connection that is just opening and has not been greeted.
     *
     * @return where it begins
     */
    CompletionStage<Position> take(Seat seat) {
        return seating.take(seat)
                .thenCompose(taken -> broker.log().position(seat.room()))
                .whenComplete((position, failure) -> {
                    if (failure != null || seat.isLeft()) {
                        giveUp(seat);
                    }
                });
    }

    /** From here on the connection can be reached in the room; its events wait until they are let {@link #open through}. */
    void begin(Seat seat, Position position) {
        seat.begin(position);
        Journal.joined(seat.session(), seat.room());
    }

    /** Lets the room's events through, from where the seat begins. */
    void open(Seat seat) {
        catchUp.start(seat);
    }

    /** Lets through what came after {@code since}, and then the room's events. */
    void resume(Seat seat, Position since) {
        recover(seat, since, joined -> {}).whenComplete((done, failure) -> {
            if (failure != null) {
                seat.session().end(CloseCode.TRY_LATER, "history is not available");
            }
        });
    }

    private CompletionStage<?> joinAgain(Command.Join command, Exchange exchange) {
        if (command.since() != null) {
            throw Refused.because(ErrorCode.CONFLICT, "the room is joined already: since has no meaning");
        }
        return keepMembership(command, exchange.session().identity().user())
                .thenCompose(kept -> broker.log().position(command.room()))
                .thenApply(position -> new Ack.Joined(position, true))
                .whenComplete(exchange::settle)
                .handle((answered, failure) -> null);
    }

    private CompletionStage<Void> keepMembership(Command.Join command, UserId user) {
        RoomName room = command.room();
        if (!command.lasting() || room.belongsTo(user)) {
            return CompletableFuture.completedFuture(null);
        }
        return broker.memberships().add(user, room, settings.maxRooms()).thenAccept(added -> {
            if (!added) {
                throw Refused.because(
                        ErrorCode.TOO_MANY_ROOMS, "a user has at most " + settings.maxRooms() + " lasting rooms");
            }
        });
    }

    private CompletionStage<Void> enter(Seat seat, Exchange exchange) {
        return broker.log().position(seat.room()).thenAccept(position -> {
            begin(seat, position); // before the answer: whoever has it can be reached
            exchange.ack(new Ack.Joined(position, true));
            catchUp.start(seat);
        });
    }

    private CompletionStage<Void> recover(Seat seat, Position since, Consumer<Ack> answer) {
        return broker.log()
                .read(seat.room(), Range.after(since, CatchUp.PAGE, settings.pageBytes()))
                .thenCompose(page -> {
                    listener.recovery(page.reaches());
                    if (!page.reaches()) {
                        return showState(seat, answer);
                    }
                    begin(seat, since);
                    answer.accept(new Ack.Joined(page.head(), true));
                    catchUp.start(seat, page);
                    return CompletableFuture.completedFuture(null);
                });
    }

    /** When the outbox has room: a client that comes back to many rooms is not too slow for that. */
    private CompletionStage<Void> showState(Seat seat, Consumer<Ack> answer) {
        return seat.session()
                .roomy()
                .thenCompose(free -> broker.log().read(seat.room(), Range.newest(CatchUp.PAGE, settings.pageBytes())))
                .thenAccept((Page newest) -> {
                    List<RoomEvent> events = new ArrayList<>(newest.events());
                    Collections.reverse(events);
                    begin(seat, newest.head());
                    answer.accept(new Ack.Joined(newest.head(), false));
                    seat.session().tell(seat.room(), new VolatileEvent.State(events, newest.head()));
                    catchUp.start(seat);
                });
    }

    private Void settle(Seat seat, Exchange exchange, Throwable failure) {
        if (failure != null) {
            exchange.fail(failure);
        }
        if (failure != null || seat.isLeft()) {
            giveUp(seat);
        }
        return null;
    }

    /** Undoes whatever had been done: the session may have ended at any step. */
    private void giveUp(Seat seat) {
        seat.session().remove(seat);
        seating.leave(seat, Duration.ZERO);
    }
}
