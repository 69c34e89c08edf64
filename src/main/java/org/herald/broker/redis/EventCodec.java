package org.herald.broker.redis;

import org.herald.hub.Event;
import org.herald.hub.Position;
import org.herald.hub.RoomName;

/**
 * How events are written in Redis, version 1: an octet for the version, one for the kind, then the fields of the
 * kind. Kinds of room events are capital letters, those of volatile events small ones. Scripts know this form too.
 */
final class EventCodec {

    static final int VERSION = 1;

    private EventCodec() {}

    /**
     * Reads any event.
     *
     * @param room whose channel or history it comes from
     * @throws Malformed when it is none
     */
    static Event decode(byte[] bytes, RoomName room) {
        Unpacker from = new Unpacker(bytes);
        int version = from.octet();
        if (version != VERSION) {
            throw new Malformed("an event of version " + version);
        }
        int kind = from.octet();
        try {
            return kind < 'a' ? RoomEventCodec.read(kind, from, room) : VolatileCodec.read(kind, from);
        } catch (IllegalArgumentException e) {
            throw new Malformed("a field breaks its rule: " + e.getMessage(), e);
        }
    }

    static Position position(String text) {
        return text == null ? null : Position.parse(text);
    }
}
