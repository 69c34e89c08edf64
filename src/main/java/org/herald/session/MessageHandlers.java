package org.herald.session;

import static org.herald.session.Conversation.SETTLED;

import java.util.concurrent.CompletionStage;
import org.herald.auth.RoomPolicy;
import org.herald.broker.Broker;
import org.herald.broker.Publication;
import org.herald.broker.Published;
import org.herald.broker.Retention;
import org.herald.hub.RoomEvent;
import org.herald.hub.RoomName;
import org.herald.hub.VolatileEvent;
import org.herald.protocol.Ack;
import org.herald.protocol.Command;

/** What is said and kept: send, edit, delete, read, direct. */
final class MessageHandlers {

    private final Broker broker;
    private final RoomPolicy policy;

    MessageHandlers(Broker broker, RoomPolicy policy) {
        this.broker = broker;
        this.policy = policy;
    }

    CompletionStage<?> send(Command.SendMessage command, Exchange exchange) {
        requirePublish(command.room(), exchange);
        RoomEvent.Body body = new RoomEvent.Message(command.content(), command.replyTo(), null);
        return answer(publish(command.room(), body, "send", command.echo(), false, exchange), exchange);
    }

    CompletionStage<?> edit(Command.EditMessage command, Exchange exchange) {
        requirePublish(command.room(), exchange);
        RoomEvent.Body body = new RoomEvent.Edited(command.messageId(), command.content());
        return answer(publish(command.room(), body, "edit", true, false, exchange), exchange);
    }

    CompletionStage<?> delete(Command.DeleteMessage command, Exchange exchange) {
        exchange.session().requireSeat(command.room());
        boolean moderates = policy.mayModerate(exchange.session().identity(), command.room());
        if (!moderates) {
            policy.requirePublish(exchange.session().identity(), command.room());
        }
        RoomEvent.Body body = new RoomEvent.Deleted(command.messageId());
        return answer(publish(command.room(), body, "delete", true, moderates, exchange), exchange);
    }

    CompletionStage<?> read(Command.MarkRead command, Exchange exchange) {
        ClientSession session = exchange.session();
        session.requireSeat(command.room());
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
        RoomName inbox = RoomName.personal(command.to());
        RoomEvent.Body body = new RoomEvent.Message(command.content(), null, null);
        CompletionStage<Published> sent = publish(inbox, body, "send", true, false, exchange)
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

    private void requirePublish(RoomName room, Exchange exchange) {
        exchange.session().requireSeat(room);
        policy.requirePublish(exchange.session().identity(), room);
    }

    /** @param kind keeps the ids of different commands apart */
    private CompletionStage<Published> publish(
            RoomName room, RoomEvent.Body body, String kind, boolean echo, boolean moderates, Exchange exchange) {
        var namespace = policy.namespace(room);
        return broker.log()
                .publish(new Publication(
                        room,
                        exchange.session().sender(),
                        body,
                        exchange.id() == null ? null : kind + ' ' + exchange.id(),
                        echo,
                        moderates,
                        new Retention(namespace.historySize(), namespace.historyTtl())));
    }

    private static CompletionStage<?> answer(CompletionStage<Published> published, Exchange exchange) {
        published
                .thenApply(done -> new Ack.Sent(done.position(), done.ts(), done.duplicate()))
                .whenComplete(exchange::settle);
        return SETTLED;
    }
}
