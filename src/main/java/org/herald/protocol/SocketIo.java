package org.herald.protocol;

import java.util.List;
import org.herald.hub.ErrorCode;
import org.herald.hub.Event;
import org.herald.hub.Frame;
import org.herald.hub.Refused;
import org.herald.protocol.SocketIoPacket.Type;

/**
 * The wire format of one namespace of Socket.IO (version 5 of its protocol, over version 4 of Engine.IO's). Its packets are
 * read by the door, which has to know where they belong; what comes out of them are requests.
 *
 * <p>Frames are messages of Engine.IO: text with the digit of such before it, attachments as they are. Immutable.
 */
public final class SocketIo implements Codec {

    private final String namespace;
    private final Relocation relocation;
    private final SocketIoRequests requests;

    /**
     * @param namespace with its slash at the beginning
     * @param maxDepth how deep JSON may be nested, 1 or more
     */
    public SocketIo(String namespace, int maxDepth) {
        this.namespace = namespace;
        this.relocation = Relocation.of(namespace);
        this.requests = new SocketIoRequests(relocation::inward, maxDepth);
    }

    /**
     * What a client asks for by an event.
     *
     * @param attachments as many as the packet says
     * @param scope in which the ids of packets are unique: the name of the connection
     * @throws BrokenPacket when it speaks of attachments that are not there, or of one twice
     */
    public Request request(SocketIoPacket packet, List<byte[]> attachments, String scope) {
        return requests.read(packet, attachments, scope);
    }

    /**
     * Bytes of what {@link #request} makes of an event, known before it is made: attachments that are put in the place where
     * they belong count as they stand there.
     *
     * @throws BrokenPacket as that does
     */
    public int size(SocketIoPacket packet, List<byte[]> attachments) {
        return (int) Math.min(Integer.MAX_VALUE, requests.size(packet, attachments));
    }

    /**
     * The token that a client gives as it connects; null: none.
     *
     * @param connect the packet
     * @throws Refused {@code invalid_data}
     */
    public static String token(SocketIoPacket connect) {
        return connect.payload().isEmpty()
                ? null
                : Fields.of(connect.payload().get(0), Integer.MAX_VALUE).optionalText("token", CommandReader.MAX_TOKEN);
    }

    @Override
    public Request decode(String text) {
        return Request.refused(
                null, Refused.because(ErrorCode.BAD_ENVELOPE, "there are packets here, and no messages"));
    }

    @Override
    public Request decode(byte[] message) {
        return decode("");
    }

    @Override
    public Frame encode(Event event) {
        return SocketIoEvents.frame(relocation.outward(event), namespace);
    }

    @Override
    public Frame ack(String id, Ack ack) {
        Json json = new Json().open();
        ReplyWriter.write(json, relocation.outward(ack));
        return reply(id, json.close());
    }

    @Override
    public Frame error(String id, Refused refused) {
        Json json = new Json().open();
        if (id == null) {
            ReplyWriter.write(json, refused);
            return new SocketIoPacket(
                            Type.EVENT,
                            namespace,
                            null,
                            List.of("\"error\"", json.close().toString()),
                            0)
                    .frame();
        }
        ReplyWriter.write(json.name("error").open(), refused);
        return reply(id, json.close().close());
    }

    private Frame reply(String id, Json json) {
        return new SocketIoPacket(Type.ACK, namespace, Long.valueOf(id), List.of(json.toString()), 0).frame();
    }
}
