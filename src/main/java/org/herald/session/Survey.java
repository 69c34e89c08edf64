package org.herald.session;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.herald.broker.ConnectionQuery;
import org.herald.broker.ConnectionRow;
import org.herald.broker.Excerpt;
import org.herald.broker.RoomQuery;
import org.herald.broker.RoomRow;
import org.herald.hub.RoomName;
import org.herald.hub.Rooms;

/** What administrators may know of the connections of this node. Safe for use by any thread. */
final class Survey {

    private static final Comparator<RoomName> BY_NAME = Comparator.comparing(RoomName::value);

    private final Register register;
    private final Rooms rooms;
    private final String node;

    Survey(Register register, Rooms rooms, String node) {
        this.register = register;
        this.rooms = rooms;
        this.node = node;
    }

    Excerpt<ConnectionRow> connections(ConnectionQuery query) {
        if (!query.concerns(node)) {
            return new Excerpt<>(List.of(), false);
        }
        Collection<ClientSession> candidates = query.user() == null ? register.sessions() : register.of(query.user());
        return Excerpt.of(
                candidates.stream()
                        .filter(session -> matches(session, query))
                        .sorted(Comparator.comparing(session -> session.id().value()))
                        .map(this::row)
                        .iterator(),
                query.limit(),
                ConnectionRow::size);
    }

    Excerpt<RoomRow> rooms(RoomQuery query) {
        return Excerpt.of(
                rooms.names().stream()
                        .filter(query::matches)
                        .sorted(BY_NAME)
                        .map(room -> new RoomRow(room, rooms.members(room).size()))
                        .filter(row -> row.connections() > 0)
                        .iterator(),
                query.limit(),
                RoomRow::size);
    }

    private boolean matches(ClientSession session, ConnectionQuery query) {
        return (query.room() == null || session.seat(query.room()).isPresent())
                && (query.after() == null
                        || new ConnectionQuery.Place(node, session.id()).compareTo(query.after()) > 0);
    }

    private ConnectionRow row(ClientSession session) {
        Traffic traffic = session.traffic();
        List<RoomName> all = session.seats().stream()
                .filter(Seat::isTaken)
                .map(Seat::room)
                .sorted(BY_NAME)
                .toList();
        return new ConnectionRow(
                session.id(),
                session.identity().user(),
                node,
                new ConnectionRow.Origin(session.address(), session.transport(), traffic.openedAt()),
                new ConnectionRow.Seats(all.subList(0, Math.min(all.size(), ConnectionRow.Seats.MOST)), all.size()),
                new ConnectionRow.Flow(
                        traffic.roundTripMillis(),
                        session.outbox().held().bytes(),
                        traffic.received(),
                        traffic.sent()));
    }
}
