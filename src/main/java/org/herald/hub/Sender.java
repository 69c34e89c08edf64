package org.herald.hub;

/**
 * Who caused an event.
 *
 * @param user never null
 * @param connection the connection it came in by; null where it came over HTTP or from the server itself
 */
public record Sender(UserId user, ConnectionId connection) {

    /** The server API. */
    public static final Sender SERVER = new Sender(UserId.SERVER, null);
}
