package org.herald.transport.engineio;

import java.util.Base64;
import org.herald.hub.Frame;
import org.herald.protocol.BrokenPacket;

/**
 * One packet (Engine.IO protocol, "Packet encoding").
 *
 * @param text what stands after the type; null for a binary message
 * @param bytes of a binary message; null for everything else
 */
record Packet(PacketType type, String text, byte[] bytes) {

    private static final String PROBE = "probe";
    private static final char BINARY = 'b';

    static Packet message(byte[] bytes) {
        return new Packet(PacketType.MESSAGE, null, bytes);
    }

    /** @throws BrokenPacket when it is none */
    static Packet read(String text) {
        int type = text.isEmpty() ? -1 : text.charAt(0) - '0';
        if (type < 0 || type >= PacketType.values().length) {
            throw new BrokenPacket("there is no such type of packet");
        }
        return new Packet(PacketType.values()[type], text.substring(1), null);
    }

    /** As {@link #read}, of a payload, where binary messages are base64; the Java client breaks its lines. */
    static Packet readEncoded(String text) {
        if (text.isEmpty() || text.charAt(0) != BINARY) {
            return read(text);
        }
        try {
            return message(Base64.getDecoder().decode(text.substring(1).replace("\n", "")));
        } catch (IllegalArgumentException e) {
            throw new BrokenPacket("a binary message is not base64");
        }
    }

    /** As a frame of WebSocket. */
    static Frame frame(PacketType type, String text) {
        return Frame.text(type.digit() + text);
    }

    /** As it stands in a payload. */
    static String encoded(Frame frame) {
        return frame.isBinary() ? BINARY + Base64.getEncoder().encodeToString(frame.bytes()) : frame.text();
    }

    /** Whether it is one of the two by which a WebSocket is tried out. */
    boolean isProbe() {
        return type == PacketType.PING && PROBE.equals(text);
    }

    /** The answer to a probe. */
    static Frame probed() {
        return frame(PacketType.PONG, PROBE);
    }
}
