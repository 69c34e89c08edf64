package org.herald.figures;

import java.util.concurrent.atomic.LongAdder;
import org.herald.hub.HubListener;

/** What goes in and out. */
final class MessageFigures implements HubListener {

    private final LongAdder received;
    private final LongAdder receivedBytes;
    private final LongAdder sent;
    private final LongAdder sentBytes;
    private final LongAdder dropped;

    MessageFigures(Shelf shelf) {
        received =
                shelf.counter("herald_messages_received_total", "Messages that clients sent, commands of every kind.");
        receivedBytes = shelf.counter("herald_received_bytes_total", "Bytes of the messages that clients sent.");
        sent = shelf.counter("herald_messages_sent_total", "Frames that were handed to the server for writing.");
        sentBytes = shelf.counter("herald_sent_bytes_total", "Bytes of the frames handed to the server for writing.");
        dropped = shelf.counter("herald_dropped_total", "Volatile events that were dropped for a slow receiver.");
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
