package org.herald.hub;

/**
 * Something that happened in a room: numbered, stored, replayed (protocol section 4, "Room events").
 *
 * @param room never null
 * @param position its place in the room's history, and its name ({@code eventId})
 * @param ts when it was accepted, Unix milliseconds
 * @param from never null
 * @param body never null
 * @param echo false: the connection it came in by is not told, because it knows
 * @param trace of the publication, for as long as the event is on its way; null: it gave none, or this is from history
 */
public record RoomEvent(
        RoomName room, Position position, long ts, Sender from, Body body, boolean echo, Traceparent trace)
        implements Event {

    /** What a kept event weighs beside its content, in bytes: an estimate for limits on pages. */
    private static final int OVERHEAD = 256;

    /** One that is of no trace. */
    public RoomEvent(RoomName room, Position position, long ts, Sender from, Body body, boolean echo) {
        this(room, position, ts, from, body, echo, null);
    }

    @Override
    public ConnectionId except() {
        return echo ? null : from.connection();
    }

    /** About how many bytes it takes on the wire. */
    public int size() {
        return OVERHEAD + body.size();
    }

    /** The same event in the same place with another body: what an edit or a deletion leaves behind. */
    public RoomEvent withBody(Body changed) {
        return new RoomEvent(room, position, ts, from, changed, echo);
    }

    /** The same event as part of a trace, or of none. */
    public RoomEvent in(Traceparent other) {
        return new RoomEvent(room, position, ts, from, body, echo, other);
    }

    /** What happened. */
    public sealed interface Body {

        /** What somebody wrote; null where nothing was. */
        Content content();

        /** Bytes of what it says. */
        default int size() {
            return content() == null ? 0 : content().size();
        }
    }

    /**
     * Somebody said something.
     *
     * @param content never null
     * @param replyTo the message it answers, or null
     * @param editedAt when it was last edited, Unix milliseconds; null: never
     */
    public record Message(Content content, Position replyTo, Long editedAt) implements Body {}

    /**
     * A message was given new content.
     *
     * @param messageId the position of the message
     * @param content never null
     */
    public record Edited(Position messageId, Content content) implements Body {}

    /**
     * A message was taken back. In the place of the message itself, history keeps this as well, naming itself: the
     * content is gone, the numbering has no hole.
     *
     * @param messageId the position of the message
     */
    public record Deleted(Position messageId) implements Body {
        @Override
        public Content content() {
            return null;
        }
    }

    /** Something the server wants the members of the room to know. */
    public record Notified(Notification notification) implements Body {
        @Override
        public Content content() {
            return notification.payload();
        }

        @Override
        public int size() {
            return notification.size();
        }
    }
}
