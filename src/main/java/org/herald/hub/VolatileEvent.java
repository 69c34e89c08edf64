package org.herald.hub;

import java.util.List;

/**
 * Something that is told to whoever is there now and then forgotten: no {@code eventId}, never replayed (protocol
 * section 4, "Volatile").
 *
 * @param room the room it concerns, or null
 * @param from who caused it, or null
 * @param ts when it was accepted, Unix milliseconds; 0: not shown
 * @param body never null
 * @param except the one connection that is not told, or null
 */
public record VolatileEvent(RoomName room, Sender from, long ts, Body body, ConnectionId except) implements Event {

    /** To everyone in {@code room}, about nobody's connection. */
    public static VolatileEvent in(RoomName room, Body body) {
        return new VolatileEvent(room, null, 0, body, null);
    }

    /** To one connection, about itself. */
    public static VolatileEvent of(Body body) {
        return in(null, body);
    }

    public VolatileEvent butNotTo(ConnectionId connection) {
        return new VolatileEvent(room, from, ts, body, connection);
    }

    /** What is told. */
    public sealed interface Body {

        /** Whether a receiver that is too slow goes without it, instead of being disconnected. */
        default boolean droppable() {
            return true;
        }
    }

    /** The first thing a connection hears. */
    public record Connected(Welcome welcome) implements Body {
        @Override
        public boolean droppable() {
            return false;
        }
    }

    /** To the sender's other connections: a direct message went out. */
    public record DirectSent(UserId to, Content content, Position messageId) implements Body {
        @Override
        public boolean droppable() {
            return false;
        }
    }

    /** The user's first connection in the room came. */
    public record UserJoined(UserId user) implements Body {}

    /** The user's last connection in the room went. */
    public record UserLeft(UserId user) implements Body {}

    /**
     * The newest of a room, for one who could not be given everything missed.
     *
     * @param events oldest first
     * @param position where the room is: newer events follow without a gap
     */
    public record State(List<RoomEvent> events, Position position) implements Body {
        @Override
        public boolean droppable() {
            return false;
        }
    }

    public record ReadMoved(UserId user, Position upTo) implements Body {}

    public record TypingStarted(UserId user) implements Body {}

    public record TypingStopped(UserId user) implements Body {}

    public record StatusChanged(UserId user, Status status) implements Body {}

    /** An application's own event, from a member to the others. */
    public record Emitted(String name, Content payload) implements Body {}

    /** WebRTC signalling from one connection to another. */
    public record Signalled(SignalType type, Content payload) implements Body {}

    /** @param reason or null */
    public record Kicked(String reason) implements Body {
        @Override
        public boolean droppable() {
            return false;
        }
    }

    public record Draining(long reconnectAfterMs) implements Body {
        @Override
        public boolean droppable() {
            return false;
        }
    }

    /** @param expiresAt Unix milliseconds */
    public record TokenExpiring(long expiresAt) implements Body {
        @Override
        public boolean droppable() {
            return false;
        }
    }

    /** A notification to everyone on every node. */
    public record Announced(Notification notification) implements Body {
        @Override
        public boolean droppable() {
            return false;
        }
    }
}
