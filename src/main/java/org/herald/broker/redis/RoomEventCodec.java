package org.herald.broker.redis;

import org.herald.broker.Publication;
import org.herald.hub.ConnectionId;
import org.herald.hub.Position;
import org.herald.hub.RoomEvent;
import org.herald.hub.RoomName;
import org.herald.hub.Sender;
import org.herald.hub.UserId;

/**
 * Room events: {@code version kind echo contentSize(4) ts(8) seq(8) epoch user connection}, then by kind
 *
 * <ul>
 *   <li>{@code M} message: {@code replyTo editedAt(8) lastEdit(8) content}, where {@code lastEdit} is the {@code seq}
 *       of its newest edit;
 *   <li>{@code E} edited: {@code messageId previousEdit(8) content}: the edits of a message are a chain, so that a
 *       deletion finds them;
 *   <li>{@code D} deleted: {@code messageId};
 *   <li>{@code N} notified: {@code title body level link payload}.
 * </ul>
 *
 * <p>All up to {@code epoch} is given by the script that publishes; the rest, the tail, is made here.
 */
final class RoomEventCodec {

    private static final int MESSAGE = 'M';
    private static final int EDITED = 'E';
    private static final int DELETED = 'D';
    private static final int NOTIFIED = 'N';

    private RoomEventCodec() {}

    /**
     * What a publication is, apart from its place.
     *
     * @param amends the message that is edited or deleted, or null
     * @param contentAt where content begins in {@code tail}, from 0; for edits, whose content goes to two places
     */
    record Tail(String kind, byte[] bytes, int contentSize, Position amends, int contentAt) {}

    static Tail tail(Publication publication) {
        RoomEvent.Body body = publication.body();
        Packer to = new Packer();
        to.name(publication.from().user()).name(publication.from().connection());
        int kind;
        Position amends = null;
        if (body instanceof RoomEvent.Message message) {
            kind = MESSAGE;
            long editedAt = message.editedAt() == null ? 0 : message.editedAt();
            to.name(message.replyTo()).number(editedAt).number(0L);
        } else if (body instanceof RoomEvent.Edited edited) {
            kind = EDITED;
            amends = edited.messageId();
            to.name(amends).number(0L);
        } else if (body instanceof RoomEvent.Deleted deleted) {
            kind = DELETED;
            amends = deleted.messageId();
            to.name(amends);
        } else {
            kind = NOTIFIED;
        }
        int contentAt = to.size();
        if (body instanceof RoomEvent.Notified notified) {
            ContentCodec.write(notified.notification(), to);
        } else if (body.content() != null) {
            ContentCodec.write(body.content(), to);
        }
        return new Tail(String.valueOf((char) kind), to.toBytes(), body.size(), amends, contentAt);
    }

    static RoomEvent read(int kind, Unpacker from, RoomName room) {
        boolean echo = from.octet() == '1';
        from.number();
        long ts = from.longNumber();
        long seq = from.longNumber();
        Position position = new Position(from.requireName(), seq);
        UserId user = new UserId(from.requireName());
        String connection = from.name();
        Sender sender = new Sender(user, connection == null ? null : new ConnectionId(connection));
        return new RoomEvent(room, position, ts, sender, body(kind, from), echo);
    }

    private static RoomEvent.Body body(int kind, Unpacker from) {
        return switch (kind) {
            case MESSAGE -> {
                Position replyTo = EventCodec.position(from.name());
                long editedAt = from.longNumber();
                from.longNumber();
                yield new RoomEvent.Message(ContentCodec.require(from), replyTo, editedAt == 0 ? null : editedAt);
            }
            case EDITED -> {
                Position message = Position.parse(from.requireName());
                from.longNumber();
                yield new RoomEvent.Edited(message, ContentCodec.require(from));
            }
            case DELETED -> new RoomEvent.Deleted(Position.parse(from.requireName()));
            case NOTIFIED -> new RoomEvent.Notified(ContentCodec.readNotification(from));
            default -> throw new Malformed("an event of unknown kind " + kind);
        };
    }
}
