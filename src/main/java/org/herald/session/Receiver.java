package org.herald.session;

import org.herald.hub.CloseCode;
import org.herald.protocol.Request;

/** What takes the messages of one connection at the moment. Called by one thread at a time. */
interface Receiver {

    /** A whole text message. */
    void text(String message);

    /** A whole binary message, handed over. */
    void binary(byte[] message);

    /** A request that the transport has read itself. @param bytes of what it came in */
    void request(int bytes, Request request);

    /** Something came in, if only a part of a message: the other side lives. */
    void heard();

    /** A pong came in (RFC 6455 section 5.5.3). */
    void pong(byte[] payload);

    /** Ends the connection from this side. */
    void end(CloseCode code, String reason);

    /** The connection has ended. */
    void closed(int code, String reason);
}
