package org.herald.broker.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import org.herald.hub.RoomName;
import org.herald.hub.Timers;

/** The subscriber connections of this node; each room has its own among them. */
final class Stripes {

    static final int COUNT = 3;

    /** How often every room is compared with what Redis has. */
    private static final Duration AUDIT = Duration.ofSeconds(30);

    private final List<Stripe> stripes = new ArrayList<>();
    private final List<Subscriber> subscribers = new ArrayList<>();
    private final List<FeedParts> parts = new ArrayList<>();
    private final Keys keys;
    private final Timers timers;
    private volatile boolean closed;

    /** @param capacity how many messages may wait in each */
    Stripes(StripeParts shared, int capacity, Keys keys, Timers timers) {
        this.keys = keys;
        this.timers = timers;
        for (int i = 0; i < COUNT; i++) {
            Stripe stripe = new Stripe(shared, capacity);
            stripes.add(stripe);
            subscribers.add(new Subscriber(shared, stripe));
        }
    }

    /** @param feeding what the feeds of a stripe need */
    void start(ThreadFactory threads, Function<Stripe, FeedParts> feeding) {
        stripes.forEach(stripe -> parts.add(feeding.apply(stripe)));
        stripes.forEach(stripe -> threads.newThread(stripe).start());
        subscribers.forEach(subscriber -> threads.newThread(subscriber).start());
        auditLater();
    }

    boolean isUp() {
        return subscribers.stream().allMatch(Subscriber::isUp);
    }

    /** How many rooms are subscribed. */
    int size() {
        return stripes.stream().mapToInt(Stripe::size).sum();
    }

    Stripe of(RoomName room) {
        return stripes.get(index(room));
    }

    /** The stripe for what is no room. */
    Stripe first() {
        return stripes.get(0);
    }

    /** The room's feed, or null. */
    Topic topic(RoomName room) {
        return of(room).topic(keys.channel(room));
    }

    /** A new one. */
    Feed feed(RoomName room) {
        return new Feed(room, parts.get(index(room)));
    }

    /** Up to where this node has seen the room, or null. */
    Mark seen(RoomName room) {
        return topic(room) instanceof Feed feed ? feed.last() : null;
    }

    void close() {
        closed = true;
        subscribers.forEach(Subscriber::close);
        stripes.forEach(Stripe::close);
    }

    private void auditLater() {
        timers.after(AUDIT, () -> {
            if (!closed) {
                stripes.forEach(Stripe::audit);
                auditLater();
            }
        });
    }

    private int index(RoomName room) {
        int hash = room.hashCode();
        return Math.floorMod(hash ^ hash >>> 16, COUNT);
    }
}
