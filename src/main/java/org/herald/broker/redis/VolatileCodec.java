package org.herald.broker.redis;

import org.herald.hub.ConnectionId;
import org.herald.hub.Position;
import org.herald.hub.RoomName;
import org.herald.hub.Sender;
import org.herald.hub.SignalType;
import org.herald.hub.Status;
import org.herald.hub.UserId;
import org.herald.hub.VolatileEvent;

/**
 * Volatile events: {@code version kind ts(8) room user connection except}, then the fields of the body. Those that a
 * connection is told only by its own node have no form.
 */
final class VolatileCodec {

    private VolatileCodec() {}

    /** @throws IllegalArgumentException for a body that does not leave its node */
    static byte[] encode(VolatileEvent event) {
        Packer body = new Packer();
        int kind = write(event.body(), body);
        Sender from = event.from();
        return new Packer()
                .octet(EventCodec.VERSION)
                .octet(kind)
                .number(event.ts())
                .name(event.room())
                .name(from == null ? null : from.user())
                .name(from == null ? null : from.connection())
                .name(event.except())
                .raw(body.toBytes())
                .toBytes();
    }

    static VolatileEvent read(int kind, Unpacker from) {
        long ts = from.longNumber();
        String room = from.name();
        String user = from.name();
        ConnectionId connection = connection(from.name());
        ConnectionId except = connection(from.name());
        return new VolatileEvent(
                room == null ? null : new RoomName(room),
                user == null ? null : new Sender(new UserId(user), connection),
                ts,
                body(kind, from),
                except);
    }

    private static int write(VolatileEvent.Body body, Packer to) {
        if (body instanceof VolatileEvent.UserJoined joined) {
            to.name(joined.user());
            return 'j';
        } else if (body instanceof VolatileEvent.UserLeft left) {
            to.name(left.user());
            return 'l';
        } else if (body instanceof VolatileEvent.TypingStarted started) {
            to.name(started.user());
            return 't';
        } else if (body instanceof VolatileEvent.TypingStopped stopped) {
            to.name(stopped.user());
            return 'u';
        } else if (body instanceof VolatileEvent.ReadMoved read) {
            to.name(read.user()).name(read.upTo());
            return 'r';
        } else if (body instanceof VolatileEvent.StatusChanged changed) {
            to.name(changed.user());
            write(changed.status(), to);
            return 's';
        }
        return writeContent(body, to);
    }

    private static int writeContent(VolatileEvent.Body body, Packer to) {
        if (body instanceof VolatileEvent.Emitted emitted) {
            to.name(emitted.name());
            ContentCodec.write(emitted.payload(), to);
            return 'e';
        } else if (body instanceof VolatileEvent.Signalled signalled) {
            to.name(signalled.type().name());
            ContentCodec.write(signalled.payload(), to);
            return 'g';
        } else if (body instanceof VolatileEvent.DirectSent sent) {
            to.name(sent.to()).name(sent.messageId());
            ContentCodec.write(sent.content(), to);
            return 'd';
        } else if (body instanceof VolatileEvent.Announced announced) {
            ContentCodec.write(announced.notification(), to);
            return 'a';
        } else if (body instanceof VolatileEvent.Kicked kicked) {
            to.text(kicked.reason());
            return 'k';
        } else if (body instanceof VolatileEvent.Draining draining) {
            to.number(draining.reconnectAfterMs());
            return 'x';
        }
        throw new IllegalArgumentException(body.getClass().getSimpleName() + " is told by the node itself");
    }

    private static VolatileEvent.Body body(int kind, Unpacker from) {
        return switch (kind) {
            case 'j' -> new VolatileEvent.UserJoined(user(from));
            case 'l' -> new VolatileEvent.UserLeft(user(from));
            case 't' -> new VolatileEvent.TypingStarted(user(from));
            case 'u' -> new VolatileEvent.TypingStopped(user(from));
            case 'r' -> new VolatileEvent.ReadMoved(user(from), Position.parse(from.requireName()));
            case 's' -> new VolatileEvent.StatusChanged(user(from), readStatus(from));
            case 'e' -> new VolatileEvent.Emitted(from.requireName(), ContentCodec.read(from));
            case 'g' -> new VolatileEvent.Signalled(SignalType.valueOf(from.requireName()), ContentCodec.read(from));
            case 'd' -> {
                UserId to = user(from);
                Position message = EventCodec.position(from.name());
                yield new VolatileEvent.DirectSent(to, ContentCodec.read(from), message);
            }
            case 'a' -> new VolatileEvent.Announced(ContentCodec.readNotification(from));
            case 'k' -> new VolatileEvent.Kicked(from.text());
            case 'x' -> new VolatileEvent.Draining(from.longNumber());
            default -> throw new Malformed("an event of unknown kind " + kind);
        };
    }

    static void write(Status status, Packer to) {
        to.name(status.kind().name()).text(status.text());
    }

    static Status readStatus(Unpacker from) {
        return new Status(Status.Kind.valueOf(from.requireName()), from.text());
    }

    private static UserId user(Unpacker from) {
        return new UserId(from.requireName());
    }

    private static ConnectionId connection(String name) {
        return name == null ? null : new ConnectionId(name);
    }
}
