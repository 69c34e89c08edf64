package org.herald.broker;

import org.herald.hub.Interest;

/** All ports of one store. */
public interface Broker extends AutoCloseable {

    /**
     * Starts delivering. Called once, before any other call.
     *
     * @throws IllegalStateException with a message for the operator, when the store cannot be used
     */
    void start(BrokerListener listener);

    /** Whether the store answers now, as far as is known; from any thread. */
    default boolean isUp() {
        return true;
    }

    RoomLog log();

    Fanout fanout();

    Interest interest();

    Presence presence();

    Memberships memberships();

    ReadMarks readMarks();

    ConnectionQuota quota();

    MessageQuota messages();

    Control control();

    Directory directory();

    Revocations revocations();

    /** Stops delivering and lets go of everything; what is under way fails with {@code unavailable}. */
    @Override
    void close();
}
