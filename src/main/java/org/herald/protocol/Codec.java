package org.herald.protocol;

import org.herald.hub.Frame;
import org.herald.hub.Refused;
import org.herald.hub.WireFormat;

/** One wire format, in both directions. */
public interface Codec extends WireFormat {

    /** Reads a text message. What is wrong with it is in the answer; nothing is thrown. */
    Request decode(String text);

    /** Reads a binary message. What is wrong with it is in the answer; nothing is thrown. */
    Request decode(byte[] message);

    /** The reply to a request that was carried out. */
    Frame ack(String id, Ack ack);

    /** @param id of the request, or null when it had none that could be read */
    Frame error(String id, Refused refused);
}
