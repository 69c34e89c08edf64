package org.herald.transport.socketio;

import java.util.ArrayList;
import java.util.List;
import org.herald.protocol.BrokenPacket;
import org.herald.protocol.SocketIoPacket;

/** A packet whose attachments are still to come. Not for use by several threads. */
final class Assembly {

    private final int maxSize;
    private SocketIoPacket packet;
    private List<byte[]> attachments = new ArrayList<>(0);
    private long size;

    /** @param maxSize bytes of a packet with its attachments */
    Assembly(int maxSize) {
        this.maxSize = maxSize;
    }

    /** Whether a packet has begun, and is not taken yet. */
    boolean isWaiting() {
        return packet != null;
    }

    boolean isComplete() {
        return packet != null && attachments.size() == packet.attachments();
    }

    void begin(SocketIoPacket begun, int bytes) {
        packet = begun;
        size = 0;
        grow(bytes);
    }

    void add(byte[] attachment) {
        if (packet == null) {
            throw new BrokenPacket("there is no packet that an attachment could belong to");
        }
        grow(attachment.length);
        attachments.add(attachment);
    }

    SocketIoPacket packet() {
        return packet;
    }

    /** The attachments; the next packet may begin. */
    List<byte[]> take() {
        List<byte[]> taken = attachments;
        attachments = new ArrayList<>(0);
        packet = null;
        return taken;
    }

    private void grow(int more) {
        size += more;
        if (size > maxSize) {
            throw new BrokenPacket("a packet and its attachments have at most " + maxSize + " bytes");
        }
    }
}
