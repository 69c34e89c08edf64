package org.herald.transport.engineio;

/** What the client of one session says. Messages come by one thread at a time. */
public interface EngineListener {

    /** The session is there: called once, before everything else. */
    void opened(EngineSession session);

    /** Bytes that the next message, or body of messages, may have. */
    int limit();

    /** @throws org.herald.protocol.BrokenPacket when it cannot be understood: the session ends */
    void text(String message);

    /** @param message handed over; throws as {@link #text} does */
    void binary(byte[] message);

    /** The client lives. */
    void alive();

    /** The session has ended: called once. @param code of RFC 6455 section 7.4 or of Herald's protocol */
    void closed(int code, String reason);
}
