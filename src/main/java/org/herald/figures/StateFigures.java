package org.herald.figures;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.herald.hub.HubListener;

/** What the node is and how it stands. */
final class StateFigures implements HubListener {

    private static final List<String> WRITERS = List.of("portable", "tyrus", "undertow", "other");

    private volatile NodeState state = NodeState.NONE;
    private volatile String writer = WRITERS.get(0);

    StateFigures(Shelf shelf, Clock clock, String version, String node) {
        double started = clock.millis() / 1000.0;
        shelf.gauges(
                "herald_build_info",
                "Always 1: which version runs, on the node of which name.",
                List.of(new Series(Map.of("version", version, "node", node), () -> 1)));
        shelf.gauge("herald_start_time_seconds", "When the node started, Unix time.", () -> started);
        shelf.gauges(
                "herald_writer",
                "1 for what writes to WebSockets, 0 for what does not.",
                WRITERS.stream()
                        .map(name -> new Series(Map.of("writer", name), () -> name.equals(writer) ? 1 : 0))
                        .toList());
        shelf.gauge("herald_accepting", "1 while new connections are let in.", () -> flag(state.accepting()));
        shelf.gauge("herald_store_up", "1 while the store of the rooms answers.", () -> flag(state.storeUp()));
        shelf.gauge(
                "herald_outbox_frames",
                "Frames that wait in all outboxes.",
                () -> waiting().frames());
        shelf.gauge(
                "herald_outbox_bytes",
                "Bytes that wait in all outboxes.",
                () -> waiting().bytes());
        shelf.gauge(
                "herald_outbox_fullest_bytes",
                "Bytes that wait in the fullest outbox.",
                () -> waiting().fullest());
    }

    void watch(NodeState node) {
        state = node;
    }

    @Override
    public void writerInUse(String name) {
        writer = WRITERS.contains(name) ? name : WRITERS.get(WRITERS.size() - 1);
    }

    private NodeState.Waiting waiting() {
        return state.waiting();
    }

    private static int flag(boolean holds) {
        return holds ? 1 : 0;
    }
}
