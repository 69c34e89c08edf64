package org.herald.figures;

import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.herald.hub.HubListener;
import org.herald.hub.Inlet;

/** What goes in and out. */
final class MessageFigures implements HubListener {

    private final LongAdder received;
    private final LongAdder receivedBytes;
    private final LongAdder sent;
    private final LongAdder sentBytes;
    private final LongAdder dropped;
    private final Counters spoken;

    MessageFigures(Shelf shelf) {
        received =
                shelf.counter("herald_messages_received_total", "Messages that clients sent, commands of every kind.");
        receivedBytes = shelf.counter("herald_received_bytes_total", "Bytes of the messages that clients sent.");
        sent = shelf.counter("herald_messages_sent_total", "Frames that were handed to the server for writing.");
        sentBytes = shelf.counter("herald_sent_bytes_total", "Bytes of the frames handed to the server for writing.");
        dropped = shelf.counter("herald_dropped_total", "Volatile events that were dropped for a slow receiver.");
        spoken = shelf.counters(
                "herald_inside_publications_total",
                "What applications in the server wanted to publish, by which way, and whether it was.",
                Stream.of(Inlet.values()).flatMap(MessageFigures::rows).toList());
    }

    /** Two for each, in this order. */
    private static Stream<Map<String, String>> rows(Inlet inlet) {
        return Stream.of("false", "true").map(published -> Map.of("inlet", inlet.label(), "published", published));
    }

    @Override
    public void spoken(Inlet inlet, boolean published) {
        spoken.increment(2 * inlet.ordinal() + (published ? 1 : 0));
    }

    @Override
    public void received(int bytes) {
        received.increment();
        receivedBytes.add(bytes);
    }

    @Override
    public void sent(int bytes) {
        sent.increment();
        sentBytes.add(bytes);
    }

    @Override
    public void dropped() {
        dropped.increment();
    }
}
