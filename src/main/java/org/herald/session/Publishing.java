package org.herald.session;

import java.time.Clock;
import java.util.concurrent.CompletionStage;
import org.herald.auth.RoomPolicy;
import org.herald.broker.Broker;
import org.herald.broker.Publication;
import org.herald.broker.Published;
import org.herald.broker.Retention;
import org.herald.hub.ConnectionId;
import org.herald.hub.Notification;
import org.herald.hub.RoomEvent;
import org.herald.hub.RoomName;
import org.herald.hub.Sender;
import org.herald.hub.UserId;
import org.herald.hub.VolatileEvent;
import org.herald.protocol.Ack;
import org.herald.protocol.Command;

/**
 * What is said in rooms, by whichever door it came: who may, and how it is kept. Every method throws {@code
 * room_forbidden} for one who may not.
 */
final class Publishing {

    private final Broker broker;
    private final RoomPolicy policy;
    private final Clock clock;

    Publishing(Broker broker, RoomPolicy policy, Clock clock) {
        this.broker = broker;
        this.policy = policy;
        this.clock = clock;
    }

    CompletionStage<Published> send(Command.SendMessage command, Author author) {
        policy.requirePublish(author.identity(), command.room());
        RoomEvent.Body body = new RoomEvent.Message(command.content(), command.replyTo(), null);
        return publish(command.room(), body, "send", command.echo(), false, author);
    }

    CompletionStage<Published> edit(Command.EditMessage command, Author author) {
        policy.requirePublish(author.identity(), command.room());
        RoomEvent.Body body = new RoomEvent.Edited(command.messageId(), command.content());
        return publish(command.room(), body, "edit", true, false, author);
    }

    CompletionStage<Published> delete(Command.DeleteMessage command, Author author) {
        boolean moderates = policy.mayModerate(author.identity(), command.room());
        if (!moderates) {
            policy.requirePublish(author.identity(), command.room());
        }
        RoomEvent.Body body = new RoomEvent.Deleted(command.messageId());
        return publish(command.room(), body, "delete", true, moderates, author);
    }

    /** To the room of another user, to which nobody publishes otherwise. */
    CompletionStage<Published> direct(Command.SendDirect command, Author author) {
        RoomEvent.Body body = new RoomEvent.Message(command.content(), null, null);
        return publish(RoomName.personal(command.to()), body, "send", true, false, author);
    }

    /** From the server itself to one user. */
    CompletionStage<Published> notify(UserId to, Notification notification, String requestId) {
        Author server = new Author(null, Sender.SERVER, requestId, null);
        return publish(RoomName.personal(to), new RoomEvent.Notified(notification), "notify", true, false, server);
    }

    /**
     * From the server, or by its word from a user: whoever says that it may is not asked whether it may, but for Herald's own
     * rooms.
     */
    CompletionStage<Published> speak(Voice.Speech speech) {
        policy.requireForApplications(speech.room());
        Author author = new Author(null, new Sender(speech.from(), null), speech.id(), null);
        RoomEvent.Body body = new RoomEvent.Message(speech.content(), speech.replyTo(), null);
        return publish(speech.room(), body, "speak", true, false, author);
    }

    /** @param except a connection that is not told, or null */
    void emit(Command.Emit command, Author author, ConnectionId except) {
        policy.requirePublish(author.identity(), command.room());
        VolatileEvent.Body body = new VolatileEvent.Emitted(command.name(), command.payload());
        broker.fanout().emit(new VolatileEvent(command.room(), author.sender(), clock.millis(), body, except));
    }

    static Ack.Sent ack(Published published) {
        return new Ack.Sent(published.position(), published.ts(), published.duplicate());
    }

    /** @param kind keeps the ids of different commands apart */
    private CompletionStage<Published> publish(
            RoomName room, RoomEvent.Body body, String kind, boolean echo, boolean moderates, Author author) {
        var namespace = policy.namespace(room);
        return broker.log()
                .publish(new Publication(
                        room,
                        author.sender(),
                        body,
                        author.requestId() == null ? null : kind + ' ' + author.requestId(),
                        echo,
                        moderates,
                        new Retention(namespace.historySize(), namespace.historyTtl()),
                        author.trace()));
    }
}
