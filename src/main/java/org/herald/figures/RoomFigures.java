package org.herald.figures;

import java.time.Clock;
import java.util.concurrent.atomic.LongAdder;
import org.herald.hub.Event;
import org.herald.hub.HubListener;
import org.herald.hub.RoomEvent;

/** What rooms are told, and what those who come back are told of it. */
final class RoomFigures implements HubListener {

    private static final int MICROS_PER_MILLI = 1000;

    private final Clock clock;
    private final LongAdder rooms;
    private final LongAdder deliveries;
    private final Distribution delivery;
    private final Counters recoveries;
    private final LongAdder replayed;

    RoomFigures(Shelf shelf, Clock clock) {
        this.clock = clock;
        rooms = shelf.level("herald_rooms", "Rooms that have members on this node.");
        deliveries =
                shelf.counter("herald_deliveries_total", "Events of rooms, times the members they were handed to.");
        delivery = shelf.times(
                "herald_delivery_seconds",
                "Time from accepting a room event to handing it to the room's members on this node.");
        recoveries = shelf.counters(
                "herald_recoveries_total",
                "Joins with since, by whether everything missed could be sent.",
                Shelf.rows("complete", "false", "true"));
        replayed = shelf.counter(
                "herald_replayed_events_total", "Events that were sent from history to who had missed them.");
    }

    @Override
    public void roomOpened() {
        rooms.increment();
    }

    @Override
    public void roomClosed() {
        rooms.decrement();
    }

    @Override
    public void delivered(Event event, int receivers) {
        deliveries.add(receivers);
        if (event instanceof RoomEvent kept) {
            delivery.add((clock.millis() - kept.ts()) * MICROS_PER_MILLI);
        }
    }

    @Override
    public void recovery(boolean complete) {
        recoveries.increment(complete ? 1 : 0);
    }

    @Override
    public void replayed() {
        replayed.increment();
    }
}
