package org.herald.transport.socketio;

import java.util.List;
import org.herald.protocol.SocketIoPacket;

/** Who listens to what a client says in one namespace. */
public interface Member {

    /**
     * The client has sent an event; by one thread at a time.
     *
     * @param attachments as many as the packet says
     * @throws org.herald.protocol.BrokenPacket when it makes no sense
     */
    void event(SocketIoPacket packet, List<byte[]> attachments);

    /** The client lives. */
    void alive();

    /** The client has left the namespace, or gone. @param code of RFC 6455 section 7.4 or of Herald's protocol */
    void closed(int code, String reason);
}
