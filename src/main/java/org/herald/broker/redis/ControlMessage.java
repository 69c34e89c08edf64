package org.herald.broker.redis;

import java.util.LinkedHashSet;
import java.util.Set;
import org.herald.hub.ConnectionId;
import org.herald.hub.Event;
import org.herald.hub.RoomName;
import org.herald.hub.VolatileEvent;

/** What nodes say to each other: {@code version kind number(8)}, then the fields of the kind. */
sealed interface ControlMessage {

    int VERSION = 1;

    /** Rooms of one message at most. */
    int MOST_ROOMS = 10_000;

    /** Please hand this to one of your connections. */
    record Ask(long number, String from, VolatileEvent event, ConnectionId to, Set<RoomName> rooms)
            implements ControlMessage {}

    /** It was done, or not. */
    record Answer(long number, boolean good) implements ControlMessage {}

    /** @param from the instance that waits for the answer */
    static byte[] ask(long number, String from, VolatileEvent event, ConnectionId to, Set<RoomName> rooms) {
        Packer packer = new Packer()
                .octet(VERSION)
                .octet('q')
                .number(number)
                .name(from)
                .name(to)
                .number(rooms.size());
        rooms.forEach(packer::name);
        return packer.raw(VolatileCodec.encode(event)).toBytes();
    }

    static byte[] answer(long number, boolean good) {
        return new Packer()
                .octet(VERSION)
                .octet('a')
                .number(number)
                .octet(good ? 1 : 0)
                .toBytes();
    }

    /** @throws Malformed when it is none */
    static ControlMessage decode(byte[] bytes) {
        Unpacker from = new Unpacker(bytes);
        if (from.octet() != VERSION) {
            throw new Malformed("a control message of another version");
        }
        int kind = from.octet();
        long number = from.longNumber();
        try {
            return switch (kind) {
                case 'q' -> ask(number, from);
                case 'a' -> new Answer(number, from.octet() == 1);
                default -> throw new Malformed("a control message of unknown kind " + kind);
            };
        } catch (IllegalArgumentException e) {
            throw new Malformed("a field breaks its rule: " + e.getMessage(), e);
        }
    }

    private static ControlMessage ask(long number, Unpacker from) {
        String asker = from.requireName();
        ConnectionId to = new ConnectionId(from.requireName());
        int count = from.number();
        if (count < 0 || count > MOST_ROOMS) {
            throw new Malformed("a number of rooms that cannot be");
        }
        Set<RoomName> rooms = new LinkedHashSet<>();
        for (int i = 0; i < count; i++) {
            rooms.add(new RoomName(from.requireName()));
        }
        Event event = EventCodec.decode(from.rest(), null);
        if (event instanceof VolatileEvent told) {
            return new Ask(number, asker, told, to, rooms);
        }
        throw new Malformed("an event that is not for one connection");
    }
}
