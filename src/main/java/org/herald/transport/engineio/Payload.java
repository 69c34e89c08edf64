package org.herald.transport.engineio;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.herald.hub.Frame;
import org.herald.protocol.BrokenPacket;

/** Several packets in one body (Engine.IO protocol, "Packet encoding", "HTTP long-polling"). */
final class Payload {

    private static final char SEPARATOR = '\u001e';

    private Payload() {}

    /**
     * Hands on one packet after the other, as far as they can be read.
     *
     * @throws BrokenPacket at the first that is none; those before it were handed on
     */
    static void read(String body, Consumer<Packet> to) {
        int from = 0;
        while (from >= 0) {
            int end = body.indexOf(SEPARATOR, from);
            to.accept(Packet.readEncoded(end < 0 ? body.substring(from) : body.substring(from, end)));
            from = end < 0 ? -1 : end + 1;
        }
    }

    static String write(List<Frame> frames) {
        return frames.stream().map(Packet::encoded).collect(Collectors.joining(String.valueOf(SEPARATOR)));
    }
}
