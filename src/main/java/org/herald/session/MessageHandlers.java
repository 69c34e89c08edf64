package org.herald.session;

import static org.herald.session.Conversation.SETTLED;

import java.util.concurrent.CompletionStage;
import org.herald.auth.RoomPolicy;
import org.herald.broker.Broker;
import org.herald.broker.Published;
import org.herald.hub.RoomName;
import org.herald.hub.VolatileEvent;
import org.herald.protocol.Ack;
import org.herald.protocol.Command;

/** What is said and kept: send, edit, delete, read, direct. */
final class MessageHandlers {

    private final Broker broker;
    private final RoomPolicy policy;
    private final Publishing publishing;

    MessageHandlers(Broker broker, RoomPolicy policy, Publishing publishing) {
        this.broker = broker;
        this.policy = policy;
        this.publishing = publishing;
    }

    CompletionStage<?> send(Command.SendMessage command, Exchange exchange) {
        exchange.session().requireSeat(command.room());
        return answer(publishing.send(command, exchange.author()), exchange);
    }

    CompletionStage<?> edit(Command.EditMessage command, Exchange exchange) {
        exchange.session().requireSeat(command.room());
        return answer(publishing.edit(command, exchange.author()), exchange);
    }

    CompletionStage<?> delete(Command.DeleteMessage command, Exchange exchange) {
        exchange.session().requireSeat(command.room());
        return answer(publishing.delete(command, exchange.author()), exchange);
    }

    CompletionStage<?> read(Command.MarkRead command, Exchange exchange) {
        ClientSession session = exchange.session();
        session.requireSeat(command.room());
        policy.requireReadMark(session.identity(), command.room());
        broker.readMarks()
                .advance(command.room(), session.identity().user(), command.upTo())
                .thenApply(moved -> {
                    if (moved) {
                        broker.fanout()
                                .emit(VolatileEvent.in(
                                                command.room(),
                                                new VolatileEvent.ReadMoved(
                                                        session.identity().user(), command.upTo()))
                                        .butNotTo(session.id()));
                    }
                    return new Ack.Done();
                })
                .whenComplete(exchange::settle);
        return SETTLED;
    }

    CompletionStage<?> direct(Command.SendDirect command, Exchange exchange) {
        CompletionStage<Published> sent = publishing
                .direct(command, exchange.author())
                .thenApply(published -> {
                    if (!published.duplicate()) {
                        tellOwnConnections(command, published, exchange.session());
                    }
                    return published;
                });
        return answer(sent, exchange);
    }

    private void tellOwnConnections(Command.SendDirect command, Published published, ClientSession session) {
        VolatileEvent.Body sent = new VolatileEvent.DirectSent(command.to(), command.content(), published.position());
        broker.fanout()
                .emit(new VolatileEvent(
                        RoomName.personal(session.identity().user()),
                        session.sender(),
                        published.ts(),
                        sent,
                        session.id()));
    }

    private static CompletionStage<?> answer(CompletionStage<Published> published, Exchange exchange) {
        published.thenApply(Publishing::ack).whenComplete(exchange::settle);
        return SETTLED;
    }
}
