package org.herald.transport.socketio;

import org.herald.protocol.SocketIoPacket;

/** What the namespaces of one connection are for. Safe for use by any thread. */
public interface Namespaces {

    /**
     * A client wants to connect to one. It is accepted or refused, at once or later.
     *
     * @param connect names it, and may have a payload
     * @throws org.herald.protocol.BrokenPacket when it makes no sense
     */
    void connect(SocketIoPacket connect, Space space);

    /** The connection as a whole has ended: called once. */
    void left();
}
