package org.herald.broker.redis;

import java.time.Duration;
import org.herald.broker.ControlMessage;
import org.herald.broker.ControlMessage.Announce;
import org.herald.broker.ControlMessage.CancelDrain;
import org.herald.broker.ControlMessage.Drain;
import org.herald.broker.ControlMessage.KickConnection;
import org.herald.broker.ControlMessage.KickFromRoom;
import org.herald.broker.ControlMessage.KickUser;
import org.herald.broker.ControlMessage.RevokeToken;
import org.herald.broker.ControlMessage.RevokeUser;
import org.herald.broker.ControlMessage.Watch;
import org.herald.hub.ConnectionId;
import org.herald.hub.Notification;
import org.herald.hub.RoomName;
import org.herald.hub.UserId;

/** Orders: an octet for the kind, then the fields. Writes one to {@code to}. */
record ControlCodec(Packer to) implements ControlMessage.Handler<Packer> {

    /** Stands for no time at all. */
    private static final long NONE = -1;

    @Override
    public Packer on(KickConnection order) {
        return to.octet('c').name(order.connection()).text(order.reason());
    }

    @Override
    public Packer on(KickUser order) {
        return to.octet('u').name(order.user()).text(order.reason());
    }

    @Override
    public Packer on(KickFromRoom order) {
        return to.octet('r').name(order.user()).name(order.room()).text(order.reason());
    }

    @Override
    public Packer on(RevokeToken order) {
        return to.octet('t').name(order.tokenId()).number(order.until()).text(order.reason());
    }

    @Override
    public Packer on(RevokeUser order) {
        return to.octet('i')
                .name(order.user())
                .number(order.issuedUntil())
                .number(order.until())
                .text(order.reason());
    }

    @Override
    public Packer on(Announce order) {
        to.octet('n');
        ContentCodec.write(order.notification(), to);
        return to;
    }

    @Override
    public Packer on(Drain order) {
        long time = order.time() == null ? NONE : order.time().toMillis();
        return to.octet('d').name(order.node()).number(time);
    }

    @Override
    public Packer on(CancelDrain order) {
        return to.octet('o').name(order.node());
    }

    @Override
    public Packer on(Watch order) {
        return to.octet('w').number(order.time().toMillis());
    }

    /** May throw {@link IllegalArgumentException} beside {@link Malformed}: a field breaks its rule. */
    static ControlMessage read(Unpacker from) {
        int kind = from.octet();
        return switch (kind) {
            case 'c' -> new KickConnection(new ConnectionId(from.requireName()), from.text());
            case 'u' -> new KickUser(user(from), from.text());
            case 'r' -> new KickFromRoom(user(from), new RoomName(from.requireName()), from.text());
            case 't' -> new RevokeToken(from.requireName(), from.longNumber(), from.text());
            case 'i' -> new RevokeUser(user(from), from.longNumber(), from.longNumber(), from.text());
            case 'n' -> announce(from);
            case 'd' -> drain(from);
            case 'o' -> new CancelDrain(from.name());
            case 'w' -> new Watch(Duration.ofMillis(from.longNumber()));
            default -> throw new Malformed("an order of unknown kind " + kind);
        };
    }

    private static Announce announce(Unpacker from) {
        Notification notification = ContentCodec.readNotification(from);
        if (notification.title() == null) {
            throw new Malformed("a notification without a title");
        }
        return new Announce(notification);
    }

    private static Drain drain(Unpacker from) {
        String node = from.name();
        long time = from.longNumber();
        return new Drain(node, time == NONE ? null : Duration.ofMillis(time));
    }

    private static UserId user(Unpacker from) {
        return new UserId(from.requireName());
    }
}
