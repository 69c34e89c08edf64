package org.herald.broker;

import java.util.Set;
import org.herald.hub.ConnectionId;
import org.herald.hub.Event;
import org.herald.hub.Position;
import org.herald.hub.RoomName;
import org.herald.hub.VolatileEvent;

/** What a broker calls on its node. The calls return soon and do not fail. */
public interface BrokerListener {

    /**
     * An event of a room this node has subscribed to. Calls for one room come one after the other, its {@link
     * org.herald.hub.RoomEvent}s in the order of their positions, each once.
     */
    void deliver(Event event);

    /**
     * What happened in a subscribed room since its last event here is not known and cannot be had any more: its history was
     * lost, or trimmed too soon. Comes in turn with the events of the room; the next one is that after {@code now}.
     */
    void lost(RoomName room, Position now);

    /**
     * An event for one connection, if that is on this node and is in one of {@code rooms}.
     *
     * @return whether it was
     */
    boolean deliver(VolatileEvent event, ConnectionId to, Set<RoomName> rooms);

    /**
     * An order, given on this node or another. A revocation is in this node's {@link Revocations} already; it comes again
     * when this node may have missed it.
     *
     * @return how many connections of this node it concerns
     */
    int obey(ControlMessage message);

    /** What this node tells others of itself. */
    NodeView view();
}
