package org.herald.session;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.herald.auth.Roles;
import org.herald.broker.Control;
import org.herald.broker.ControlMessage;
import org.herald.hub.ErrorCode;
import org.herald.hub.HubListener;
import org.herald.hub.Identity;
import org.herald.hub.Limit;
import org.herald.hub.Notification;
import org.herald.hub.Position;
import org.herald.hub.Refused;
import org.herald.hub.RoomEvent;
import org.herald.hub.RoomName;
import org.herald.hub.Traceparent;
import org.herald.hub.UserId;
import org.herald.hub.Willing;
import org.herald.protocol.Ack;
import org.herald.protocol.Command;

/**
 * Carries out what those ask for who have no connection: over HTTP. The rules are those of connections, but that nothing
 * has to be joined. Whatever goes wrong is in the stage, nothing is thrown: {@link Refused} is an answer, anything else a
 * fault. Safe for use by any thread; nothing here blocks.
 *
 * <p>Callers hear of the outcome on a thread of the executor: a container may write its answer on that, and wait there
 * for somebody who does not read. The threads that bring what the store says have no time for that.
 *
 * <p>What a connection is counted for by itself is counted for the user here, as there is none; messages count together
 * with those over the user's connections.
 */
public final class Desk {

    private final Publishing publishing;
    private final Reading reading;
    private final Control control;
    private final Rates rates;
    private final HubListener listener;
    private final Executor executor;

    /** @param executor for what may wait; where it takes nothing any more, as at the end of the node, others do it */
    Desk(
            Publishing publishing,
            Reading reading,
            Control control,
            Rates rates,
            HubListener listener,
            Executor executor) {
        this.publishing = publishing;
        this.reading = reading;
        this.control = control;
        this.rates = rates;
        this.listener = listener;
        this.executor = new Willing(executor);
    }

    /**
     * {@code message.send}
     *
     * @param requestId the client's own, or null: the same message again would be another one
     * @param trace that the request is a part of, or null
     */
    public CompletionStage<Ack.Sent> send(
            Identity caller, Command.SendMessage command, String requestId, Traceparent trace) {
        return served(
                caller,
                command.kind(),
                () -> publishing
                        .send(command, Author.overHttp(caller, requestId, trace))
                        .thenApply(Publishing::ack));
    }

    /** {@code room.emit} */
    public CompletionStage<Void> emit(Identity caller, Command.Emit command) {
        return served(caller, command.kind(), () -> {
            publishing.emit(command, Author.overHttp(caller, null, null), null);
            return CompletableFuture.completedFuture(null);
        });
    }

    /** {@code room.history} */
    public CompletionStage<Ack.History> history(Identity caller, Command.ReadHistory command) {
        return served(caller, command.kind(), () -> reading.history(command, caller));
    }

    /** One event of a room's history; fails with {@code not_found} when that does not have it. */
    public CompletionStage<RoomEvent> event(Identity caller, RoomName room, Position position) {
        return served(caller, Command.Kind.REQUEST, () -> reading.event(room, position, caller));
    }

    /** {@code room.members} */
    public CompletionStage<Ack.Members> members(Identity caller, RoomName room) {
        return served(caller, Command.Kind.REQUEST, () -> reading.members(room, caller));
    }

    /**
     * Tells one user something, in the user's own room: for publishers alone.
     *
     * @param requestId the client's own, or null: the same notification again would be another one
     */
    public CompletionStage<Ack.Sent> notify(Identity caller, UserId to, Notification notification, String requestId) {
        return served(caller, Command.Kind.REQUEST, () -> {
            Roles.require(caller, Roles.PUBLISHER);
            // ids are kept apart by sender, which is the server for all publishers; no user's name has a line break
            String id = requestId == null ? null : caller.user() + "\n" + requestId;
            return publishing.notify(to, notification, id).thenApply(Publishing::ack);
        });
    }

    /** Tells everyone who is there something, on every node: for publishers alone. */
    public CompletionStage<Void> broadcast(Identity caller, Notification notification) {
        return served(caller, Command.Kind.REQUEST, () -> {
            Roles.require(caller, Roles.PUBLISHER);
            return control.send(new ControlMessage.Announce(notification)).thenAccept(told -> {});
        });
    }

    private <T> CompletionStage<T> served(Identity caller, Command.Kind kind, Supplier<CompletionStage<T>> request) {
        CompletionStage<T> answer = rates.require(kind, caller.user()).thenCompose(counted -> request.get());
        return answer.whenCompleteAsync((done, failure) -> count(kind, failure), executor);
    }

    /** Somebody sent more than a message may be: that came no further than to a door. */
    public void tooLarge() {
        listener.limitHit(Limit.MESSAGE_SIZE);
    }

    private void count(Command.Kind kind, Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof Refused refused) {
            listener.refused(refused.code());
            if (refused.code() == ErrorCode.RATE_LIMITED) {
                listener.limitHit(Rates.limit(kind));
            }
        }
    }
}
