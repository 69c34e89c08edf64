package org.herald.figures;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.herald.hub.HubListener;

/** How the store that nodes share does; of a node alone, all of them are zero. */
final class StoreFigures implements HubListener {

    private final Distribution publish;
    private final Distribution pipelineDepth;
    private final Distribution lag;
    private final LongAdder resubscriptions;
    private final LongAdder gapsRepaired;
    private final LongAdder gapEvents;
    private final LongAdder historiesLost;

    StoreFigures(Shelf shelf) {
        publish = shelf.times("herald_publish_seconds", "With Redis: time from publishing to the answer of Redis.");
        pipelineDepth = shelf.sizes(
                "herald_pipeline_depth",
                "With Redis: calls under way or waiting on one connection when a batch began.",
                1,
                4,
                16,
                64,
                256,
                1024,
                4096,
                16_384);
        lag = shelf.times(
                "herald_subscriber_lag_seconds",
                "With Redis: time from accepting an event to its arrival here; compares the clocks of two machines.");
        resubscriptions = shelf.counter(
                "herald_resubscriptions_total", "With Redis: rooms subscribed anew after a connection broke.");
        gapsRepaired = shelf.counter(
                "herald_gaps_repaired_total",
                "With Redis: times that events which had not arrived were read from history.");
        gapEvents = shelf.counter(
                "herald_gap_events_total", "With Redis: events that had not arrived and were read from history.");
        historiesLost = shelf.counter(
                "herald_histories_lost_total",
                "With Redis: times that missing events were nowhere any more, and the room was told.");
    }

    @Override
    public void published(Duration time) {
        publish.add(time.toNanos() / 1000);
    }

    @Override
    public void pipelineDepth(int calls) {
        pipelineDepth.add(calls);
    }

    @Override
    public void subscriberLag(Duration time) {
        lag.add(time.toNanos() / 1000);
    }

    @Override
    public void resubscribed() {
        resubscriptions.increment();
    }

    @Override
    public void gapRepaired(int events) {
        gapsRepaired.increment();
        gapEvents.add(events);
    }

    @Override
    public void historyLost() {
        historiesLost.increment();
    }
}
