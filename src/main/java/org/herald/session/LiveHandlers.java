package org.herald.session;

import static org.herald.session.Conversation.SETTLED;

import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.herald.auth.RoomPolicy;
import org.herald.broker.Broker;
import org.herald.hub.ErrorCode;
import org.herald.hub.Refused;
import org.herald.hub.RoomName;
import org.herald.hub.Timers;
import org.herald.hub.VolatileEvent;
import org.herald.protocol.Ack;
import org.herald.protocol.Command;

/** What is told and forgotten: typing, status, signals, application events, ping. */
final class LiveHandlers {

    /** After this long without another {@code typing.start}, nobody types (protocol section 3). */
    private static final Duration TYPING = Duration.ofSeconds(6);

    private final Broker broker;
    private final RoomPolicy policy;
    private final Publishing publishing;
    private final Timers timers;
    private final Clock clock;

    LiveHandlers(Broker broker, RoomPolicy policy, Publishing publishing, Timers timers, Clock clock) {
        this.broker = broker;
        this.policy = policy;
        this.publishing = publishing;
        this.timers = timers;
        this.clock = clock;
    }

    CompletionStage<?> typing(Command.Typing command, Exchange exchange) {
        Seat seat = exchange.session().requireSeat(command.room());
        policy.requirePublish(exchange.session().identity(), command.room());
        boolean news =
                command.started() ? seat.startTyping(timers.after(TYPING, () -> typingEnded(seat))) : seat.stopTyping();
        if (news) {
            tellTyping(seat, command.started());
        }
        exchange.ack(new Ack.Done());
        return SETTLED;
    }

    CompletionStage<?> status(Command.SetStatus command, Exchange exchange) {
        ClientSession session = exchange.session();
        broker.presence()
                .status(session.identity().user(), command.status())
                .thenApply(rooms -> {
                    rooms.forEach(room -> broker.fanout()
                            .emit(VolatileEvent.in(
                                            room,
                                            new VolatileEvent.StatusChanged(
                                                    session.identity().user(), command.status()))
                                    .butNotTo(session.id())));
                    return new Ack.Done();
                })
                .whenComplete(exchange::settle);
        return SETTLED;
    }

    CompletionStage<?> signal(Command.SendSignal command, Exchange exchange) {
        ClientSession session = exchange.session();
        Set<RoomName> shared =
                session.seats().stream().filter(Seat::isTaken).map(Seat::room).collect(Collectors.toUnmodifiableSet());
        VolatileEvent.Body body = new VolatileEvent.Signalled(command.type(), command.payload());
        broker.fanout()
                .send(new VolatileEvent(null, session.sender(), clock.millis(), body, null), command.to(), shared)
                .thenApply(found -> {
                    if (!found) {
                        throw Refused.because(ErrorCode.NOT_FOUND, "no such connection in any of your rooms");
                    }
                    return new Ack.Done();
                })
                .whenComplete(exchange::settle);
        return SETTLED;
    }

    CompletionStage<?> emit(Command.Emit command, Exchange exchange) {
        ClientSession session = exchange.session();
        session.requireSeat(command.room());
        publishing.emit(command, exchange.author(), session.id());
        exchange.ack(new Ack.Done());
        return SETTLED;
    }

    CompletionStage<?> ping(Exchange exchange) {
        exchange.ack(new Ack.Time(clock.millis()));
        return SETTLED;
    }

    private void typingEnded(Seat seat) {
        if (seat.stopTyping()) {
            tellTyping(seat, false);
        }
    }

    private void tellTyping(Seat seat, boolean started) {
        var user = seat.session().identity().user();
        VolatileEvent.Body body =
                started ? new VolatileEvent.TypingStarted(user) : new VolatileEvent.TypingStopped(user);
        broker.fanout().emit(VolatileEvent.in(seat.room(), body).butNotTo(seat.connection()));
    }
}
