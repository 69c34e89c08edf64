package org.herald.hub;

/**
 * One event on its way to any number of connections: encoded at most once for each wire format among them (twice, where
 * two threads ask at the same moment; both frames are good).
 */
public final class Delivery {

    private final Event event;
    private volatile Encoded encoded;

    public Delivery(Event event) {
        this.event = event;
    }

    public Event event() {
        return event;
    }

    /** The frame for a connection that speaks {@code format}. */
    public Frame in(WireFormat format) {
        Encoded known = encoded;
        for (Encoded e = known; e != null; e = e.next) {
            if (e.format == format) {
                return e.frame;
            }
        }
        Encoded made = new Encoded(format, frame(format), known);
        encoded = made;
        return made.frame;
    }

    private Frame frame(WireFormat format) {
        Frame frame = format.encode(event);
        return event instanceof VolatileEvent told && told.body().droppable()
                ? frame.droppable(told.body().getClass())
                : frame;
    }

    private record Encoded(WireFormat format, Frame frame, Encoded next) {}
}
