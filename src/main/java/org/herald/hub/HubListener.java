package org.herald.hub;

import java.time.Duration;

/**
 * Is told what happens, to count it. Called from any thread, on hot paths: an implementation neither blocks nor throws.
 */
public interface HubListener {

    /** For who does not care. */
    HubListener NONE = new HubListener() {};

    default void connectionOpened() {}

    /** @param code of RFC 6455 section 7.4 or of the protocol; 1006: the peer vanished */
    default void connectionClosed(int code) {}

    default void roomOpened() {}

    default void roomClosed() {}

    /** A frame came in. */
    default void received(int bytes) {}

    /** A frame was handed to the container. */
    default void sent(int bytes) {}

    /** An event was put into the outboxes of {@code receivers} connections. */
    default void delivered(int receivers) {}

    /** A volatile event was dropped for a slow receiver. */
    default void dropped() {}

    default void refused(ErrorCode code) {}

    /** @param code as in the refusal's body, such as {@code unauthorized} */
    default void handshakeRefused(String code) {}

    default void roundTrip(Duration time) {}

    /** The most bytes that an outbox held in its life. */
    default void outboxHighWater(int bytes) {}

    /** A client came back with {@code since}. */
    default void recovery(boolean complete) {}
}
