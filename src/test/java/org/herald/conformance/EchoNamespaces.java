package org.herald.conformance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.herald.hub.Timers;
import org.herald.protocol.SocketIoPacket;
import org.herald.protocol.SocketIoPacket.Type;
import org.herald.transport.socketio.Member;
import org.herald.transport.socketio.Namespaces;
import org.herald.transport.socketio.Space;

/** The main namespace and {@code /custom}: they tell what they were given, and give back what they are told. */
final class EchoNamespaces implements Namespaces {

    private static final Set<String> NAMES = Set.of("/", "/custom");

    /** The suite listens for one message at a time, and misses the second of two that come at once. */
    private static final Duration BREATH = Duration.ofMillis(20);

    private final Timers timers;

    EchoNamespaces(Timers timers) {
        this.timers = timers;
    }

    @Override
    public void connect(SocketIoPacket connect, Space space) {
        if (!NAMES.contains(connect.namespace())) {
            space.refuse("Invalid namespace", null);
            return;
        }
        space.accept(UUID.randomUUID().toString(), () -> {
            String auth = connect.payload().isEmpty() ? "{}" : connect.payload().get(0);
            SocketIoPacket told =
                    new SocketIoPacket(Type.EVENT, connect.namespace(), null, List.of("\"auth\"", auth), 0);
            timers.after(BREATH, () -> space.send(told));
            return new Repeating(space);
        });
    }

    @Override
    public void left() {
        // There is nothing to give back.
    }

    private record Repeating(Space space) implements Member {
        @Override
        public void event(SocketIoPacket packet, List<byte[]> attachments) {
            List<String> arguments = new ArrayList<>(packet.payload());
            boolean binary = !attachments.isEmpty();
            Type type;
            Long id = null;
            if (arguments.get(0).equals("\"message\"")) {
                arguments.set(0, "\"message-back\"");
                type = binary ? Type.BINARY_EVENT : Type.EVENT;
            } else {
                arguments.remove(0);
                type = binary ? Type.BINARY_ACK : Type.ACK;
                id = packet.id();
            }
            space.send(
                    new SocketIoPacket(type, packet.namespace(), id, arguments, attachments.size()).frame(attachments));
        }

        @Override
        public void alive() {
            // It does not matter here.
        }

        @Override
        public void closed(int code, String reason) {
            // There is nothing to give back.
        }
    }
}
