package org.herald.broker.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.herald.broker.Page;
import org.herald.broker.Range;
import org.herald.broker.Retention;
import org.herald.hub.Position;
import org.herald.hub.RoomEvent;

/**
 * The newest events of one room, without a hole: a ring in which an event's {@code seq} says where it is. Not safe for use
 * by more than one thread at a time.
 */
final class History {

    private static final RoomEvent[] NONE = {};
    private static final int SMALLEST = 8;

    /** Until a publication says otherwise; what the room keeps matters only once there is something. */
    private static final Retention AT_FIRST = new Retention(0, Duration.ofMinutes(5));

    /** Its length is a power of two, or zero. */
    private RoomEvent[] ring = NONE;

    /** The {@code seq} of the oldest event that is kept, and of the next to come: the same when there is none. */
    private long first = 1;

    private long next = 1;
    private Retention retention = AT_FIRST;

    long ageMillis() {
        return retention.age().toMillis();
    }

    /** Keeps so much from now on. */
    void keep(Retention told, long now) {
        retention = told;
        trim(now);
    }

    /** Drops what is too old or too much. */
    void trim(long now) {
        long oldest = now - ageMillis();
        while (first < next && (next - first > retention.events() || get(first).ts() < oldest)) {
            ring[slot(first++)] = null;
        }
        if (first == next) {
            ring = NONE;
        }
    }

    /** @param event the one after the newest */
    void add(RoomEvent event) {
        long most = retention.events();
        while (first < next && next - first >= most) {
            ring[slot(first++)] = null;
        }
        next++;
        if (most == 0) {
            first = next;
            return;
        }
        if (next - first > ring.length) {
            grow();
        }
        ring[slot(event.position().seq())] = event;
    }

    /** The event of that {@code seq}; null when it is not kept. */
    RoomEvent at(long seq) {
        return seq >= first && seq < next ? get(seq) : null;
    }

    /** Puts an event in the place of the one with the same position. */
    void replace(RoomEvent event) {
        ring[slot(event.position().seq())] = event;
    }

    /** Puts {@code body} in the place of every edit of a message: what they say is to be gone too. */
    void eraseEdits(Position message, RoomEvent.Body body) {
        for (long seq = Math.max(first, message.seq()); seq < next; seq++) {
            RoomEvent event = get(seq);
            if (event.body() instanceof RoomEvent.Edited edited
                    && edited.messageId().equals(message)) {
                replace(event.withBody(body));
            }
        }
    }

    /** @param head the position of the newest event, kept or not */
    Page page(Position head, Range range) {
        Position since = range.since();
        boolean known = since == null || since.sameEpoch(head) && since.seq() <= head.seq();
        long wanted = since != null && known ? since.seq() + 1 : 1;
        long from = Math.max(wanted, first);
        List<RoomEvent> events = new ArrayList<>((int) Math.min(range.limit(), next - from));
        long bytes = 0;
        for (long i = from; i < next && events.size() < range.limit(); i++) {
            RoomEvent event = get(range.reverse() ? next - 1 - (i - from) : i);
            bytes += event.size();
            if (bytes > range.maxBytes() && !events.isEmpty()) {
                break;
            }
            events.add(event);
        }
        boolean reaches = known && wanted >= first;
        return new Page(Collections.unmodifiableList(events), head, reaches, events.size() < next - from);
    }

    private RoomEvent get(long seq) {
        return ring[slot(seq)];
    }

    private int slot(long seq) {
        return (int) (seq & ring.length - 1);
    }

    private void grow() {
        RoomEvent[] old = ring;
        ring = new RoomEvent[Math.max(SMALLEST, old.length * 2)];
        for (long seq = first; seq < next - 1; seq++) {
            ring[slot(seq)] = old[(int) (seq & old.length - 1)];
        }
    }
}
