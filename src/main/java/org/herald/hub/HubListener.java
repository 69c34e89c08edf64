package org.herald.hub;

import java.time.Duration;

/**
 * Is told what happens, to count it. Called from any thread, on hot paths: an implementation neither blocks nor throws.
 */
public interface HubListener {

    /** For who does not care. */
    HubListener NONE = new HubListener() {};

    /** @param transport by which it came: {@code websocket}, or what its door calls itself */
    default void connectionOpened(String transport) {}

    /**
     * @param transport by which it came
     * @param code of RFC 6455 section 7.4 or of the protocol; 1006: the peer vanished
     * @param byServer whether it was ended from this side; a peer may close with any code it likes
     */
    default void connectionClosed(String transport, int code, boolean byServer) {}

    default void roomOpened() {}

    default void roomClosed() {}

    /** A frame came in. */
    default void received(int bytes) {}

    /** A frame was handed to the container. */
    default void sent(int bytes) {}

    /** An event was handed to {@code receivers} members of its room. */
    default void delivered(Event event, int receivers) {}

    /** An event that a connection had missed was sent to it from history. */
    default void replayed() {}

    /** A volatile event was dropped for a slow receiver. */
    default void dropped() {}

    default void refused(ErrorCode code) {}

    /** An application beside Herald wanted to publish something, and that was done or not. */
    default void spoken(Inlet inlet, boolean published) {}

    /** @param code as in the refusal's body, such as {@code unauthorized} */
    default void handshakeRefused(String code) {}

    /** Somebody wanted more than the limit allows. */
    default void limitHit(Limit limit) {}

    /**
     * What writes to WebSockets from now on.
     *
     * @param name {@code portable}, or that of the container whose own writer is used
     */
    default void writerInUse(String name) {}

    default void roundTrip(Duration time) {}

    /** The most bytes that an outbox held in its life. */
    default void outboxHighWater(int bytes) {}

    /** A client came back with {@code since}. */
    default void recovery(boolean complete) {}

    /** A publication was stored, and its answer is back. */
    default void published(Duration time) {}

    /** How many calls to the store were under way or waiting on one connection when a batch of them began. */
    default void pipelineDepth(int calls) {}

    /** An event arrived live, so long after it was accepted: the clocks of two machines are compared. */
    default void subscriberLag(Duration time) {}

    /** A subscription to the store broke and was made again. */
    default void resubscribed() {}

    /** Events that had not arrived were read from history, in time for the members of their room. */
    default void gapRepaired(int events) {}

    /** Events of a room had not arrived and are nowhere any more; its members were told. */
    default void historyLost() {}
}
