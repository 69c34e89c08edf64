package org.herald.transport.socketio;

import java.util.List;
import org.herald.protocol.SocketIo;
import org.herald.protocol.SocketIoPacket;
import org.herald.session.Line;

/**
 * A connection of Herald, as a member of a namespace.
 *
 * @param sid its name, in which the ids of its packets are unique
 */
record HeraldMember(Line line, SocketIo format, String sid) implements Member {

    @Override
    public void event(SocketIoPacket packet, List<byte[]> attachments) {
        line.request(format.size(packet, attachments), () -> format.request(packet, attachments, sid));
    }

    @Override
    public void alive() {
        line.alive();
    }

    @Override
    public void closed(int code, String reason) {
        line.closed(code, reason);
    }
}
