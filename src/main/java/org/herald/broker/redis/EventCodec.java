package org.herald.broker.redis;

import org.herald.hub.Event;
import org.herald.hub.Position;
import org.herald.hub.RoomEvent;
import org.herald.hub.RoomName;
import org.herald.hub.Traceparent;

/**
 * How events are written in Redis, version 1: an octet for the version, one for the kind, then the fields of the
 * kind. Kinds of room events are capital letters, those of volatile events small ones. Scripts know this form too.
 *
 * <p>On its way over a channel, an event that is part of a trace stands behind an octet that says so and its {@code
 * traceparent}. It is kept without them.
 */
final class EventCodec {

    static final int VERSION = 1;

    private static final int TRACED = 't';
    private static final byte[] NOTHING = {};

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
        Traceparent trace = version == TRACED ? Traceparent.read(from.name()) : null;
        if (version == TRACED) {
            version = from.octet();
        }
        if (version != VERSION) {
            throw new Malformed("an event of version " + version);
        }
        int kind = from.octet();
        try {
            return kind < 'a' ? traced(RoomEventCodec.read(kind, from, room), trace) : VolatileCodec.read(kind, from);
        } catch (IllegalArgumentException e) {
            throw new Malformed("a field breaks its rule: " + e.getMessage(), e);
        }
    }

    /** What stands before an event on its way, as part of the trace or, when that is null, of none. */
    static byte[] head(Traceparent trace) {
        return trace == null ? NOTHING : new Packer().octet(TRACED).name(trace).toBytes();
    }

    private static RoomEvent traced(RoomEvent event, Traceparent trace) {
        return trace == null ? event : event.in(trace);
    }

    static Position position(String text) {
        return text == null ? null : Position.parse(text);
    }
}
