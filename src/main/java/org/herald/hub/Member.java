package org.herald.hub;

/** One connection's place in one room. */
public interface Member {

    ConnectionId connection();

    /**
     * Takes an event of the room. Called in the room's order, by one thread at a time; it neither blocks nor fails.
     */
    void deliver(Delivery delivery);
}
