package org.herald.protocol;

import org.herald.hub.ConnectionId;
import org.herald.hub.Content;
import org.herald.hub.Position;
import org.herald.hub.RoomName;
import org.herald.hub.SignalType;
import org.herald.hub.Status;
import org.herald.hub.UserId;

/**
 * Something a client asks for (protocol section 3). A new command does not compile until every {@link Handler} handles
 * it. Fields are never null unless said so.
 */
public sealed interface Command {

    /** Hands this to the method that is for it. */
    <C, R> R handOver(Handler<C, R> handler, C context);

    /** Which limit it counts against. */
    default Kind kind() {
        return Kind.REQUEST;
    }

    /** Classes of commands that are limited apart from each other. */
    enum Kind {
        /** {@code message.*} and {@code direct.send}: counted per user. */
        MESSAGE,
        /** What is forgotten at once: counted per connection. */
        VOLATILE,
        /** Everything else: counted per connection. */
        REQUEST
    }

    /** One method a command. {@code C} is what the handler needs to know of the request, {@code R} its answer. */
    interface Handler<C, R> {
        R on(Join command, C context);

        R on(Leave command, C context);

        R on(ListMembers command, C context);

        R on(ListRooms command, C context);

        R on(ReadHistory command, C context);

        R on(SendMessage command, C context);

        R on(EditMessage command, C context);

        R on(DeleteMessage command, C context);

        R on(MarkRead command, C context);

        R on(Typing command, C context);

        R on(SetStatus command, C context);

        R on(Ping command, C context);

        R on(SendDirect command, C context);

        R on(SendSignal command, C context);

        R on(Emit command, C context);

        R on(RefreshToken command, C context);

        R on(Authenticate command, C context);
    }

    /**
     * {@code room.join}
     *
     * @param since the last event seen, or null
     * @param lasting for good: later connections of the user are joined as they open
     */
    record Join(RoomName room, Position since, boolean lasting) implements Command {
        @Override
        public <C, R> R handOver(Handler<C, R> handler, C context) {
            return handler.on(this, context);
        }
    }

    /** {@code room.leave} */
    record Leave(RoomName room) implements Command {
        @Override
        public <C, R> R handOver(Handler<C, R> handler, C context) {
            return handler.on(this, context);
        }
    }

    /** {@code room.members} */
    record ListMembers(RoomName room) implements Command {
        @Override
        public <C, R> R handOver(Handler<C, R> handler, C context) {
            return handler.on(this, context);
        }
    }

    /** {@code room.list} */
    record ListRooms() implements Command {
        @Override
        public <C, R> R handOver(Handler<C, R> handler, C context) {
            return handler.on(this, context);
        }
    }

    /**
     * {@code room.history}
     *
     * @param since or null: from the oldest there is
     * @param limit 1–1000
     */
    record ReadHistory(RoomName room, Position since, int limit, boolean reverse) implements Command {
        @Override
        public <C, R> R handOver(Handler<C, R> handler, C context) {
            return handler.on(this, context);
        }
    }

    /**
     * {@code message.send}
     *
     * @param replyTo or null
     * @param echo whether the sending connection gets the message as well
     */
    record SendMessage(RoomName room, Content content, Position replyTo, boolean echo) implements Command {
        @Override
        public Kind kind() {
            return Kind.MESSAGE;
        }

        @Override
        public <C, R> R handOver(Handler<C, R> handler, C context) {
            return handler.on(this, context);
        }
    }

    /** {@code message.edit} */
    record EditMessage(RoomName room, Position messageId, Content content) implements Command {
        @Override
        public Kind kind() {
            return Kind.MESSAGE;
        }

        @Override
        public <C, R> R handOver(Handler<C, R> handler, C context) {
            return handler.on(this, context);
        }
    }

    /** {@code message.delete} */
    record DeleteMessage(RoomName room, Position messageId) implements Command {
        @Override
        public Kind kind() {
            return Kind.MESSAGE;
        }

        @Override
        public <C, R> R handOver(Handler<C, R> handler, C context) {
            return handler.on(this, context);
        }
    }

    /** {@code message.read} */
    record MarkRead(RoomName room, Position upTo) implements Command {
        @Override
        public Kind kind() {
            return Kind.MESSAGE;
        }

        @Override
        public <C, R> R handOver(Handler<C, R> handler, C context) {
            return handler.on(this, context);
        }
    }

    /** {@code typing.start} and {@code typing.stop} */
    record Typing(RoomName room, boolean started) implements Command {
        @Override
        public Kind kind() {
            return Kind.VOLATILE;
        }

        @Override
        public <C, R> R handOver(Handler<C, R> handler, C context) {
            return handler.on(this, context);
        }
    }

    /** {@code presence.status} */
    record SetStatus(Status status) implements Command {
        @Override
        public Kind kind() {
            return Kind.VOLATILE;
        }

        @Override
        public <C, R> R handOver(Handler<C, R> handler, C context) {
            return handler.on(this, context);
        }
    }

    /** {@code ping} and {@code presence.heartbeat} */
    record Ping() implements Command {
        @Override
        public <C, R> R handOver(Handler<C, R> handler, C context) {
            return handler.on(this, context);
        }
    }

    /** {@code direct.send} */
    record SendDirect(UserId to, Content content) implements Command {
        @Override
        public Kind kind() {
            return Kind.MESSAGE;
        }

        @Override
        public <C, R> R handOver(Handler<C, R> handler, C context) {
            return handler.on(this, context);
        }
    }

    /** {@code signal.send} */
    record SendSignal(ConnectionId to, SignalType type, Content payload) implements Command {
        @Override
        public Kind kind() {
            return Kind.VOLATILE;
        }

        @Override
        public <C, R> R handOver(Handler<C, R> handler, C context) {
            return handler.on(this, context);
        }
    }

    /** {@code room.emit} */
    record Emit(RoomName room, String name, Content payload) implements Command {
        @Override
        public Kind kind() {
            return Kind.VOLATILE;
        }

        @Override
        public <C, R> R handOver(Handler<C, R> handler, C context) {
            return handler.on(this, context);
        }
    }

    /** {@code auth.refresh} */
    record RefreshToken(String token) implements Command {
        @Override
        public <C, R> R handOver(Handler<C, R> handler, C context) {
            return handler.on(this, context);
        }

        @Override
        public String toString() {
            return "RefreshToken[]";
        }
    }

    /** {@code auth}, the first message of a connection that brought no token */
    record Authenticate(String token) implements Command {
        @Override
        public <C, R> R handOver(Handler<C, R> handler, C context) {
            return handler.on(this, context);
        }

        @Override
        public String toString() {
            return "Authenticate[]";
        }
    }
}
