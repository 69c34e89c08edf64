package org.herald.broker.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.herald.broker.ConnectionQuery;
import org.herald.broker.ConnectionRow;
import org.herald.broker.Excerpt;
import org.herald.broker.NodeState;
import org.herald.broker.RoomQuery;
import org.herald.broker.RoomRow;
import org.herald.hub.ConnectionId;
import org.herald.hub.RoomName;
import org.herald.hub.UserId;

/**
 * What nodes tell of themselves and ask each other: field after field in the order of the records. What is read may break
 * the rules of its types with {@link IllegalArgumentException} beside {@link Malformed}.
 */
final class ViewCodec {

    private static final int VERSION = 1;

    /** Loads are kept in millionths. */
    private static final double MILLION = 1_000_000;

    private ViewCodec() {}

    static byte[] encode(NodeState state) {
        return new Packer()
                .octet(VERSION)
                .name(state.node())
                .name(state.version())
                .number(state.startedAt())
                .number(state.connections())
                .number(state.rooms())
                .octet(state.draining() ? 1 : 0)
                .number((int) Math.round(state.load() * MILLION))
                .toBytes();
    }

    static NodeState decodeState(byte[] bytes) {
        Unpacker from = new Unpacker(bytes);
        if (from.octet() != VERSION) {
            throw new Malformed("a node's state of another version");
        }
        return new NodeState(
                from.requireName(),
                from.requireName(),
                from.longNumber(),
                from.number(),
                from.number(),
                from.octet() == 1,
                from.number() / MILLION);
    }

    static void write(ConnectionQuery query, Packer to) {
        to.name(query.user()).name(query.room()).name(query.node());
        ConnectionQuery.Place after = query.after();
        to.name(after == null ? null : after.node()).name(after == null ? null : after.connection());
        to.number(query.limit());
    }

    static ConnectionQuery readConnectionQuery(Unpacker from) {
        UserId user = optional(from, UserId::new);
        RoomName room = optional(from, RoomName::new);
        String node = from.name();
        String afterNode = from.name();
        ConnectionId afterId = optional(from, ConnectionId::new);
        boolean whole = afterNode != null && afterId != null;
        ConnectionQuery.Place after = whole ? new ConnectionQuery.Place(afterNode, afterId) : null;
        return new ConnectionQuery(user, room, node, after, from.number());
    }

    static void write(RoomQuery query, Packer to) {
        to.name(query.prefix()).name(query.after()).number(query.limit());
    }

    static RoomQuery readRoomQuery(Unpacker from) {
        return new RoomQuery(from.requireName(), optional(from, RoomName::new), from.number());
    }

    static void writeConnections(Excerpt<ConnectionRow> found, Packer to) {
        write(found, to, ViewCodec::write);
    }

    static Excerpt<ConnectionRow> readConnections(Unpacker from) {
        return read(from, ConnectionQuery.MOST, ViewCodec::readConnection);
    }

    static void writeRooms(Excerpt<RoomRow> found, Packer to) {
        write(found, to, (row, packer) -> packer.name(row.room()).number(row.connections()));
    }

    static Excerpt<RoomRow> readRooms(Unpacker from) {
        return read(from, RoomQuery.MOST, one -> new RoomRow(new RoomName(one.requireName()), one.number()));
    }

    private static void write(ConnectionRow row, Packer to) {
        to.name(row.connection()).name(row.user()).name(row.node());
        to.name(row.origin().address())
                .name(row.origin().transport())
                .number(row.origin().openedAt());
        to.number(row.seats().rooms().size());
        row.seats().rooms().forEach(to::name);
        to.number(row.seats().count());
        to.number(row.flow().rttMs()).number(row.flow().outboxBytes());
        to.number(row.flow().in()).number(row.flow().out());
    }

    private static ConnectionRow readConnection(Unpacker from) {
        return new ConnectionRow(
                new ConnectionId(from.requireName()),
                new UserId(from.requireName()),
                from.requireName(),
                new ConnectionRow.Origin(from.requireName(), from.requireName(), from.longNumber()),
                new ConnectionRow.Seats(
                        list(from, ConnectionRow.Seats.MOST, one -> new RoomName(one.requireName())), from.number()),
                new ConnectionRow.Flow(from.longNumber(), from.number(), from.longNumber(), from.longNumber()));
    }

    private static <T> void write(Excerpt<T> found, Packer to, BiConsumer<T, Packer> row) {
        to.octet(found.more() ? 1 : 0).number(found.rows().size());
        found.rows().forEach(one -> row.accept(one, to));
    }

    private static <T> Excerpt<T> read(Unpacker from, int most, Function<Unpacker, T> row) {
        boolean more = from.octet() == 1;
        List<T> rows = list(from, most, row);
        if (more && rows.isEmpty()) {
            throw new Malformed("more rows behind none");
        }
        return new Excerpt<>(rows, more);
    }

    private static <T> List<T> list(Unpacker from, int most, Function<Unpacker, T> one) {
        int count = from.number();
        if (count < 0 || count > most) {
            throw new Malformed("a number of rows that cannot be");
        }
        List<T> all = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            all.add(one.apply(from));
        }
        return all;
    }

    private static <T> T optional(Unpacker from, Function<String, T> type) {
        String name = from.name();
        return name == null ? null : type.apply(name);
    }
}
