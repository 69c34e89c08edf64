package org.herald.hub;

/** Turns events into frames of one wire format. Stateless; called from any thread. */
public interface WireFormat {

    /** Never null, never fails for an event that the hub made. */
    Frame encode(Event event);
}
