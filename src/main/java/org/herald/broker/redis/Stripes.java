package org.herald.broker.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import org.herald.hub.RoomName;
import org.herald.hub.Timers;

/** Everything that this node has subscribed; each room has its own stripe. */
final class Stripes {

    /** How often every room is compared with what Redis has. */
    private static final Duration AUDIT = Duration.ofSeconds(30);

    private final List<Stripe> rooms;
    private final Stripe others;
    private final Set<Stripe> all;
    private final List<FeedParts> parts = new ArrayList<>();
    private final Keys keys;
    private final Timers timers;
    private volatile boolean closed;

    /** @param others for what is no room; one of {@code rooms}, or another */
    Stripes(List<Stripe> rooms, Stripe others, Keys keys, Timers timers) {
        this.rooms = List.copyOf(rooms);
        this.others = others;
        this.keys = keys;
        this.timers = timers;
        all = new LinkedHashSet<>(rooms);
        all.add(others);
    }

    /** @param feeding what the feeds of a stripe need */
    void start(ThreadFactory threads, Function<Stripe, FeedParts> feeding) {
        rooms.forEach(stripe -> parts.add(feeding.apply(stripe)));
        all.forEach(stripe -> threads.newThread(stripe).start());
        look();
        auditLater();
    }

    /** The places may have changed. */
    void look() {
        all.forEach(Stripe::look);
    }

    boolean isUp() {
        return all.stream().allMatch(Stripe::isUp);
    }

    /** How many channels are subscribed. */
    int size() {
        return all.stream().mapToInt(Stripe::size).sum();
    }

    Stripe of(RoomName room) {
        return rooms.get(index(room));
    }

    /** The stripe for what is no room. */
    Stripe others() {
        return others;
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
        all.forEach(Stripe::close);
    }

    private void auditLater() {
        timers.after(AUDIT, () -> {
            if (!closed) {
                rooms.forEach(Stripe::audit);
                auditLater();
            }
        });
    }

    private int index(RoomName room) {
        int hash = room.hashCode();
        return Math.floorMod(hash ^ hash >>> 16, rooms.size());
    }
}
