package org.herald.broker;

import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.herald.hub.ConnectionId;
import org.herald.hub.RoomName;
import org.herald.hub.VolatileEvent;

/** Tells whoever is there now, on every node, and keeps nothing. */
public interface Fanout {

    /**
     * To the members of the event's room. Events of one caller and room arrive in the order of the calls; under overload
     * they are dropped.
     */
    void emit(VolatileEvent event);

    /**
     * To one connection, wherever it is, provided that it is in one of {@code rooms}.
     *
     * @return whether it was found there
     */
    CompletionStage<Boolean> send(VolatileEvent event, ConnectionId to, Set<RoomName> rooms);
}
