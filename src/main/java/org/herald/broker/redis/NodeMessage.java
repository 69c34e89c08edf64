package org.herald.broker.redis;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.herald.broker.ConnectionQuery;
import org.herald.broker.ConnectionRow;
import org.herald.broker.ControlMessage;
import org.herald.broker.Excerpt;
import org.herald.broker.NodeView;
import org.herald.broker.RoomQuery;
import org.herald.broker.RoomRow;
import org.herald.hub.ConnectionId;
import org.herald.hub.Event;
import org.herald.hub.RoomName;
import org.herald.hub.VolatileEvent;

/**
 * What nodes say to each other: {@code version kind number(8) from}, then the fields of the kind. {@code from} is the
 * instance that says it, {@code number} pairs an answer with what it answers.
 */
sealed interface NodeMessage {

    int VERSION = 1;

    /** Rooms of one message at most. */
    int MOST_ROOMS = 10_000;

    long number();

    String from();

    /** Please hand this to one of your connections. */
    record Ask(long number, String from, VolatileEvent event, ConnectionId to, Set<RoomName> rooms)
            implements NodeMessage {}

    /** Everybody is to do this. */
    record Order(long number, String from, ControlMessage message) implements NodeMessage {}

    /** What do you have? */
    sealed interface Question extends NodeMessage {

        /** What a node answers. */
        CompletionStage<Reply> of(NodeView node, String instance);
    }

    record AskConnections(long number, String from, ConnectionQuery query) implements Question {
        @Override
        public CompletionStage<Reply> of(NodeView node, String instance) {
            return node.connections(query).thenApply(found -> new Connections(number, instance, found));
        }
    }

    record AskRooms(long number, String from, RoomQuery query) implements Question {
        @Override
        public CompletionStage<Reply> of(NodeView node, String instance) {
            return node.rooms(query).thenApply(found -> new RoomsThere(number, instance, found));
        }
    }

    /** Whatever answers. */
    sealed interface Reply extends NodeMessage {}

    /** @param connections how many it concerned */
    record Answer(long number, String from, int connections) implements Reply {}

    record Connections(long number, String from, Excerpt<ConnectionRow> found) implements Reply {}

    record RoomsThere(long number, String from, Excerpt<RoomRow> found) implements Reply {}

    static byte[] encode(NodeMessage message) {
        Packer packer = new Packer().octet(VERSION);
        if (message instanceof Ask ask) {
            header('q', message, packer).name(ask.to).number(ask.rooms.size());
            ask.rooms.forEach(packer::name);
            packer.raw(VolatileCodec.encode(ask.event));
        } else if (message instanceof Order order) {
            order.message.handOver(new ControlCodec(header('o', message, packer)));
        } else if (message instanceof Answer answer) {
            header('a', message, packer).number(answer.connections);
        } else if (message instanceof AskConnections ask) {
            ViewCodec.write(ask.query, header('C', message, packer));
        } else if (message instanceof AskRooms ask) {
            ViewCodec.write(ask.query, header('R', message, packer));
        } else if (message instanceof Connections connections) {
            ViewCodec.writeConnections(connections.found, header('c', message, packer));
        } else if (message instanceof RoomsThere rooms) {
            ViewCodec.writeRooms(rooms.found, header('r', message, packer));
        }
        return packer.toBytes();
    }

    /** @throws Malformed when it is none */
    static NodeMessage decode(byte[] bytes) {
        Unpacker from = new Unpacker(bytes);
        if (from.octet() != VERSION) {
            throw new Malformed("a control message of another version");
        }
        int kind = from.octet();
        long number = from.longNumber();
        String sender = from.requireName();
        try {
            return switch (kind) {
                case 'q' -> ask(number, sender, from);
                case 'o' -> new Order(number, sender, ControlCodec.read(from));
                case 'a' -> new Answer(number, sender, from.number());
                case 'C' -> new AskConnections(number, sender, ViewCodec.readConnectionQuery(from));
                case 'R' -> new AskRooms(number, sender, ViewCodec.readRoomQuery(from));
                case 'c' -> new Connections(number, sender, ViewCodec.readConnections(from));
                case 'r' -> new RoomsThere(number, sender, ViewCodec.readRooms(from));
                default -> throw new Malformed("a control message of unknown kind " + kind);
            };
        } catch (IllegalArgumentException e) {
            throw new Malformed("a field breaks its rule: " + e.getMessage(), e);
        }
    }

    private static Packer header(int kind, NodeMessage message, Packer packer) {
        return packer.octet(kind).number(message.number()).name(message.from());
    }

    private static Ask ask(long number, String sender, Unpacker from) {
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
            return new Ask(number, sender, told, to, rooms);
        }
        throw new Malformed("an event that is not for one connection");
    }
}
