package org.herald.broker;

import java.util.List;
import java.util.NavigableMap;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.herald.hub.ConnectionId;
import org.herald.hub.Event;
import org.herald.hub.Position;
import org.herald.hub.RoomEvent;
import org.herald.hub.RoomName;
import org.herald.hub.VolatileEvent;

/** A node that writes down what it is told. Safe for use by any thread. */
public final class Recorder implements BrokerListener, NodeView {

    private final Queue<Event> events = new ConcurrentLinkedQueue<>();
    private final Queue<Sent> sent = new ConcurrentLinkedQueue<>();
    private final Queue<Loss> losses = new ConcurrentLinkedQueue<>();
    private final Queue<ControlMessage> orders = new ConcurrentLinkedQueue<>();
    private final Set<ConnectionId> here = ConcurrentHashMap.newKeySet();

    /** Null: it takes everything without complaint. */
    private volatile RuntimeException fault;

    /** What it does at each order. */
    private volatile Runnable reaction = () -> {};

    private final NavigableMap<ConnectionQuery.Place, ConnectionRow> connections = new ConcurrentSkipListMap<>();
    private final NavigableMap<String, RoomRow> rooms = new ConcurrentSkipListMap<>();

    /** What it says of itself. */
    private volatile NodeState state = new NodeState("n", "1", 0, 0, 0, false, 0);

    /** What could not be told of a room. */
    public record Loss(RoomName room, Position now) {}

    /** What came for one connection. */
    public record Sent(VolatileEvent event, ConnectionId to, Set<RoomName> rooms) {}

    /** From now on the connection is on this node. */
    public void has(ConnectionId connection) {
        here.add(connection);
    }

    /** From now on it fails, after having written down what it was told. */
    public void failWith(RuntimeException thrown) {
        fault = thrown;
    }

    /** From now on it does this at each order. */
    public void onOrder(Runnable step) {
        reaction = step;
    }

    /** From now on it says this of itself. */
    public void says(NodeState now) {
        state = now;
    }

    /** From now on it has these too. */
    public void shows(ConnectionRow... rows) {
        Stream.of(rows).forEach(row -> connections.put(row.place(), row));
    }

    /** From now on it has these too. */
    public void shows(RoomRow... rows) {
        Stream.of(rows).forEach(row -> rooms.put(row.room().value(), row));
    }

    public void showsNothing() {
        connections.clear();
        rooms.clear();
    }

    @Override
    public NodeView view() {
        return this;
    }

    @Override
    public NodeState state() {
        return state;
    }

    @Override
    public CompletionStage<Excerpt<ConnectionRow>> connections(ConnectionQuery query) {
        Stream<ConnectionRow> found = connections.values().stream()
                .filter(row -> query.user() == null || query.user().equals(row.user()))
                .filter(row -> query.room() == null || row.seats().rooms().contains(query.room()))
                .filter(row -> query.node() == null || query.node().equals(row.node()))
                .filter(row -> query.after() == null || query.after().compareTo(row.place()) < 0);
        return CompletableFuture.completedFuture(Excerpt.of(found.iterator(), query.limit(), ConnectionRow::size));
    }

    @Override
    public CompletionStage<Excerpt<RoomRow>> rooms(RoomQuery query) {
        if (fault != null) {
            throw fault;
        }
        Stream<RoomRow> found = rooms.values().stream().filter(row -> query.matches(row.room()));
        return CompletableFuture.completedFuture(Excerpt.of(found.iterator(), query.limit(), RoomRow::size));
    }

    @Override
    public void deliver(Event event) {
        events.add(event);
        if (fault != null) {
            throw fault;
        }
    }

    @Override
    public void lost(RoomName room, Position now) {
        losses.add(new Loss(room, now));
    }

    @Override
    public boolean deliver(VolatileEvent event, ConnectionId to, Set<RoomName> rooms) {
        sent.add(new Sent(event, to, rooms));
        return here.contains(to);
    }

    /** Every order concerns as many connections as there are here. */
    @Override
    public int obey(ControlMessage message) {
        orders.add(message);
        reaction.run();
        if (fault != null) {
            throw fault;
        }
        return here.size();
    }

    public List<ControlMessage> orders() {
        return List.copyOf(orders);
    }

    public List<Event> events() {
        return List.copyOf(events);
    }

    public List<Loss> losses() {
        return List.copyOf(losses);
    }

    public List<Sent> sent() {
        return List.copyOf(sent);
    }

    public List<RoomEvent> roomEvents(RoomName room) {
        return events.stream()
                .filter(event -> event.room().equals(room))
                .filter(RoomEvent.class::isInstance)
                .map(RoomEvent.class::cast)
                .toList();
    }

    public List<VolatileEvent> volatileEvents(RoomName room) {
        return events.stream()
                .filter(event -> event.room().equals(room))
                .filter(VolatileEvent.class::isInstance)
                .map(VolatileEvent.class::cast)
                .toList();
    }
}
