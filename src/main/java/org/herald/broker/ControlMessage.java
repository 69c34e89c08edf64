package org.herald.broker;

import java.time.Duration;
import org.herald.hub.ConnectionId;
import org.herald.hub.Frame;
import org.herald.hub.Notification;
import org.herald.hub.RoomName;
import org.herald.hub.UserId;

/**
 * What an administrator orders. A new order does not compile until every {@link Handler} handles it. Fields are never
 * null unless said so; constructors refuse what cannot be with an {@link IllegalArgumentException} that says the rule.
 */
public sealed interface ControlMessage {

    /** Bytes of a reason, in UTF-8: what a close frame takes (RFC 6455 section 5.5.1). */
    int MAX_REASON = 123;

    /** Characters of a node's name. */
    int MAX_NODE = 64;

    /** Hands this to the method that is for it. */
    <R> R handOver(Handler<R> handler);

    /** One method an order. */
    interface Handler<R> {
        R on(KickConnection order);

        R on(KickUser order);

        R on(KickFromRoom order);

        R on(RevokeToken order);

        R on(RevokeUser order);

        R on(Announce order);

        R on(Drain order);

        R on(CancelDrain order);

        R on(Watch order);
    }

    /** Tokens that are no longer good. It is remembered, so that they stay refused. */
    sealed interface Revocation extends ControlMessage {

        /**
         * Until when it has to be remembered, Unix milliseconds: the last of the tokens has expired by then, and the
         * clock skew that is allowed is over. It may be forgotten up to two minutes later.
         */
        long until();

        /** What the clients are told, or null. */
        String reason();
    }

    /** @param reason what the client is told, or null */
    record KickConnection(ConnectionId connection, String reason) implements ControlMessage {
        public KickConnection {
            requireShort(reason);
        }

        @Override
        public <R> R handOver(Handler<R> handler) {
            return handler.on(this);
        }
    }

    /** All connections of a user. */
    record KickUser(UserId user, String reason) implements ControlMessage {
        public KickUser {
            requireShort(reason);
        }

        @Override
        public <R> R handOver(Handler<R> handler) {
            return handler.on(this);
        }
    }

    /** All connections of a user, out of one room; a lasting membership ends too. */
    record KickFromRoom(UserId user, RoomName room, String reason) implements ControlMessage {
        public KickFromRoom {
            requireShort(reason);
            if (room.isPersonal()) {
                throw new IllegalArgumentException("nobody can be put out of a personal room");
            }
        }

        @Override
        public <R> R handOver(Handler<R> handler) {
            return handler.on(this);
        }
    }

    /** @param tokenId the {@code jti} of the token, 1–256 characters */
    record RevokeToken(String tokenId, long until, String reason) implements Revocation {
        public RevokeToken {
            requireShort(reason);
            requireTime(until);
            if (tokenId.isEmpty() || tokenId.length() > 256) {
                throw new IllegalArgumentException("a token id is 1-256 characters");
            }
        }

        @Override
        public <R> R handOver(Handler<R> handler) {
            return handler.on(this);
        }
    }

    /**
     * All tokens of a user that were issued until an instant, and those that do not say when. Logins of the container are
     * no tokens.
     *
     * @param issuedUntil Unix milliseconds; tokens count in seconds, so that one of the same second may be among them
     */
    record RevokeUser(UserId user, long issuedUntil, long until, String reason) implements Revocation {
        public RevokeUser {
            requireShort(reason);
            requireTime(issuedUntil);
            requireTime(until);
        }

        @Override
        public <R> R handOver(Handler<R> handler) {
            return handler.on(this);
        }
    }

    /** To every connection. */
    record Announce(Notification notification) implements ControlMessage {
        @Override
        public <R> R handOver(Handler<R> handler) {
            return handler.on(this);
        }
    }

    /**
     * Lets nobody in any more, and sends away who is there.
     *
     * @param node its name; null: all nodes
     * @param time over how long its clients come back, at most a day; null: as the node is configured
     */
    record Drain(String node, Duration time) implements ControlMessage {
        private static final Duration LONGEST = Duration.ofDays(1);

        public Drain {
            requireNode(node);
            if (time != null && (time.isNegative() || time.compareTo(LONGEST) > 0)) {
                throw new IllegalArgumentException("clients come back within a day");
            }
        }

        @Override
        public <R> R handOver(Handler<R> handler) {
            return handler.on(this);
        }
    }

    /** @param node its name; null: all nodes */
    record CancelDrain(String node) implements ControlMessage {
        public CancelDrain {
            requireNode(node);
        }

        @Override
        public <R> R handOver(Handler<R> handler) {
            return handler.on(this);
        }
    }

    /**
     * Somebody watches: each node tells what happens on it, in the room for administrators.
     *
     * @param time for how long from now on, at most a minute: whoever watches longer says so again
     */
    record Watch(Duration time) implements ControlMessage {
        private static final Duration LONGEST = Duration.ofMinutes(1);

        public Watch {
            if (time.isNegative() || time.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("a watch lasts a minute at most");
            }
        }

        @Override
        public <R> R handOver(Handler<R> handler) {
            return handler.on(this);
        }
    }

    private static void requireShort(String reason) {
        if (reason != null && Frame.utf8Length(reason) > MAX_REASON) {
            throw new IllegalArgumentException("a reason is at most " + MAX_REASON + " bytes of UTF-8");
        }
    }

    private static void requireNode(String name) {
        if (name != null && (name.isEmpty() || name.length() > MAX_NODE)) {
            throw new IllegalArgumentException("the name of a node is 1-" + MAX_NODE + " characters");
        }
    }

    /** Up to the end of the year 9999: larger numbers are mistakes, and not every store takes them. */
    private static void requireTime(long millis) {
        if (millis < 0 || millis > 253_402_300_799_999L) {
            throw new IllegalArgumentException("a time is Unix milliseconds");
        }
    }
}
