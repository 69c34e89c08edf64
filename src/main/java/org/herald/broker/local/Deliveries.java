package org.herald.broker.local;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.herald.broker.BrokerListener;
import org.herald.broker.ControlMessage;
import org.herald.broker.NodeView;
import org.herald.hub.ConnectionId;
import org.herald.hub.Event;
import org.herald.hub.Lane;
import org.herald.hub.RoomName;
import org.herald.hub.VolatileEvent;

/** The way from the broker to its listener: a few lanes, each room in one of them, for the rooms that are subscribed. */
final class Deliveries {

    private final Lifetime lifetime;
    private final List<Lane> lanes;
    private final Map<RoomName, Subscription> subscriptions = new ConcurrentHashMap<>();

    /** Null before the start. */
    private volatile BrokerListener listener;

    Deliveries(Lifetime lifetime, int lanes, Supplier<Lane> maker) {
        this.lifetime = lifetime;
        this.lanes = Stream.generate(maker).limit(lanes).toList();
    }

    void start(BrokerListener told) {
        listener = told;
    }

    boolean isSubscribed(RoomName room) {
        return subscriptions.containsKey(room);
    }

    void subscribe(RoomName room) {
        subscriptions.computeIfAbsent(room, name -> new Subscription(laneOf(name)));
    }

    /** Completes on the room's lane, when what was under way there is over. */
    CompletionStage<Void> unsubscribe(RoomName room) {
        Subscription ended = subscriptions.remove(room);
        if (ended != null) {
            ended.open = false;
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        Lane lane = laneOf(room);
        lane.insist(() -> {
            if (lifetime.isOn()) {
                done.complete(null);
            } else {
                done.completeExceptionally(Lifetime.refusal());
            }
        });
        lane.wake();
        if (!lifetime.isOn()) { // closed meanwhile, and perhaps flushed before
            lane.flush();
        }
        return done;
    }

    /**
     * Puts an event in the lane of its room, if that is subscribed. May be called under a lock, and be followed by {@link
     * #wake} outside of it.
     *
     * @return false when the lane is full
     */
    boolean offer(Event event) {
        Subscription subscription = subscriptions.get(event.room());
        return subscription == null || subscription.lane.offer(() -> deliver(subscription, event));
    }

    /** Gets going what was offered for {@code room}. Not to be called under a lock. */
    void wake(RoomName room) {
        laneOf(room).wake();
    }

    /** Tells one connection, on the calling thread. */
    boolean send(VolatileEvent event, ConnectionId to, Set<RoomName> rooms) {
        return listener.deliver(event, to, rooms);
    }

    /** Gives an order, on the calling thread. */
    int order(ControlMessage message) {
        return listener.obey(message);
    }

    /** What the node tells of itself. */
    NodeView view() {
        return listener.view();
    }

    /** Lets go of what waits; the lifetime has ended already, so that nobody hears of it. */
    void close() {
        subscriptions.clear();
        lanes.forEach(Lane::flush);
    }

    private void deliver(Subscription subscription, Event event) {
        if (subscription.open && lifetime.isOn()) {
            listener.deliver(event);
        }
    }

    private Lane laneOf(RoomName room) {
        int hash = room.hashCode();
        return lanes.get(Math.floorMod(hash ^ hash >>> 16, lanes.size()));
    }

    /** From subscribing to unsubscribing: an event that waits longer than that is not delivered. */
    private static final class Subscription {
        private final Lane lane;
        private volatile boolean open = true;

        private Subscription(Lane lane) {
            this.lane = lane;
        }
    }
}
