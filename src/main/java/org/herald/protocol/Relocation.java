package org.herald.protocol;

import java.util.List;
import org.herald.hub.Event;
import org.herald.hub.RoomEvent;
import org.herald.hub.RoomName;
import org.herald.hub.RoomPosition;
import org.herald.hub.VolatileEvent;
import org.herald.hub.Welcome;

/**
 * Rooms as a namespace of Socket.IO sees them: {@code general} in the namespace {@code /shop} is Herald's room {@code
 * shop/general}. Personal rooms are the same everywhere, and so is every room in the main namespace.
 *
 * @param prefix with its slash at the end; empty for the main namespace
 */
record Relocation(String prefix) {

    /** @param namespace of Socket.IO, with its slash at the beginning */
    static Relocation of(String namespace) {
        return new Relocation(namespace.length() > 1 ? namespace.substring(1) + "/" : "");
    }

    /** @throws IllegalArgumentException with the rule, when the name is none */
    RoomName inward(String name) {
        RoomName seen = new RoomName(name); // what is seen has to be a name again
        return prefix.isEmpty() || seen.isPersonal() ? seen : new RoomName(prefix + name);
    }

    RoomName outward(RoomName room) {
        boolean same = room == null || prefix.isEmpty() || !room.value().startsWith(prefix);
        return same ? room : new RoomName(room.value().substring(prefix.length()));
    }

    Event outward(Event event) {
        if (prefix.isEmpty()) {
            return event;
        }
        if (event instanceof RoomEvent kept) {
            return outward(kept);
        }
        VolatileEvent told = (VolatileEvent) event;
        return new VolatileEvent(outward(told.room()), told.from(), told.ts(), outward(told.body()), told.except());
    }

    Ack outward(Ack ack) {
        if (ack instanceof Ack.History history) {
            return new Ack.History(events(history.events()), history.position(), history.complete());
        }
        return ack instanceof Ack.RoomList list ? new Ack.RoomList(positions(list.rooms())) : ack;
    }

    private RoomEvent outward(RoomEvent event) {
        return new RoomEvent(
                outward(event.room()),
                event.position(),
                event.ts(),
                event.from(),
                event.body(),
                event.echo(),
                event.trace());
    }

    private VolatileEvent.Body outward(VolatileEvent.Body body) {
        if (body instanceof VolatileEvent.State state) {
            return new VolatileEvent.State(events(state.events()), state.position());
        }
        if (body instanceof VolatileEvent.Connected connected) {
            Welcome welcome = connected.welcome();
            return new VolatileEvent.Connected(new Welcome(
                    welcome.connection(),
                    welcome.user(),
                    welcome.node(),
                    welcome.heartbeatInterval(),
                    welcome.heartbeatTimeout(),
                    welcome.maxMessageSize(),
                    positions(welcome.rooms()),
                    welcome.expiresAt()));
        }
        return body;
    }

    private List<RoomEvent> events(List<RoomEvent> events) {
        return events.stream().map(this::outward).toList();
    }

    private List<RoomPosition> positions(List<RoomPosition> rooms) {
        return rooms.stream()
                .map(room -> new RoomPosition(outward(room.room()), room.position()))
                .toList();
    }
}
