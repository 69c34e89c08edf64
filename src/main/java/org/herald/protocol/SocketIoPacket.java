package org.herald.protocol;

import java.util.ArrayList;
import java.util.List;
import org.herald.hub.Frame;

/**
 * One packet of Socket.IO ("Exchange protocol" of its specification, version 5), without its attachments.
 *
 * @param namespace beginning with a slash; a slash alone is the main one
 * @param id by which the packet and its acknowledgement are paired, or null
 * @param payload the JSON of each value: the arguments of an event or acknowledgement, an object otherwise; may be empty
 * @param attachments how many binary messages follow
 */
public record SocketIoPacket(Type type, String namespace, Long id, List<String> payload, int attachments) {

    /** The namespace that everybody has. */
    public static final String MAIN = "/";

    /** Under which type of packet Engine.IO carries it. */
    private static final char MESSAGE = '4';

    /** In the order of their digits. */
    public enum Type {
        CONNECT,
        DISCONNECT,
        EVENT,
        ACK,
        CONNECT_ERROR,
        BINARY_EVENT,
        BINARY_ACK;

        /** Whether attachments may follow. */
        boolean isBinary() {
            return this == BINARY_EVENT || this == BINARY_ACK;
        }

        /** Whether its payload is a list of arguments. */
        boolean hasArguments() {
            return isBinary() || this == EVENT || this == ACK;
        }
    }

    public SocketIoPacket {
        payload = List.copyOf(payload);
    }

    /** @param object the JSON of its payload; null: none */
    public static SocketIoPacket of(Type type, String namespace, String object) {
        return new SocketIoPacket(type, namespace, null, object == null ? List.of() : List.of(object), 0);
    }

    /** Says no to a CONNECT. @param code for programs, or null */
    public static SocketIoPacket refusal(String namespace, String message, String code) {
        Json json = new Json().open().field("message", message);
        if (code != null) {
            json.name("data").open().field("code", code).close();
        }
        return of(Type.CONNECT_ERROR, namespace, json.close().toString());
    }

    /** Says yes to a CONNECT. @param sid of the connection to the namespace */
    public static SocketIoPacket welcome(String namespace, String sid) {
        return of(
                Type.CONNECT,
                namespace,
                new Json().open().field("sid", sid).close().toString());
    }

    /** An event that tells why a connection is ended by the server, for good or not. */
    public static SocketIoPacket closed(String namespace, int code, String reason, boolean comeBack) {
        Json json = new Json().open().field("code", code).field("reason", reason);
        json.field("comeBack", comeBack).close();
        return new SocketIoPacket(Type.EVENT, namespace, null, List.of("\"closed\"", json.toString()), 0);
    }

    /** As a message of Engine.IO. */
    public Frame frame() {
        return Frame.text(toString());
    }

    /** With its attachments. */
    public Frame frame(List<byte[]> attached) {
        List<Frame> parts = new ArrayList<>();
        parts.add(frame());
        attached.forEach(bytes -> parts.add(Frame.binary(bytes)));
        return parts.size() == 1 ? parts.get(0) : Frame.together(parts);
    }

    /** As it goes over the wire, in a message of Engine.IO. */
    @Override
    public String toString() {
        StringBuilder text = head(type, namespace, attachments);
        if (id != null) {
            text.append(id.longValue());
        }
        String values = String.join(",", payload);
        return text.append(type.hasArguments() ? "[" + values + "]" : values).toString();
    }

    /** What stands before the id and the payload. */
    static StringBuilder head(Type type, String namespace, int attachments) {
        StringBuilder text = new StringBuilder().append(MESSAGE).append(type.ordinal());
        if (type.isBinary()) {
            text.append(attachments).append('-');
        }
        return namespace.equals(MAIN) ? text : text.append(namespace).append(',');
    }
}
