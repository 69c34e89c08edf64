package org.herald.protocol;

import java.util.List;
import java.util.Set;
import org.herald.hub.Refused;
import org.herald.protocol.SocketIoPacket.Type;

/**
 * Reads packets of Socket.IO ("Packet encoding" of its specification, version 5). Everything that a client can make large is
 * bounded: attachments, ids, names, values and depth.
 *
 * <p>Not for use by several threads.
 */
public final class SocketIoReader {

    /** What the libraries of clients say by themselves; nobody sends it. */
    static final Set<String> RESERVED =
            Set.of("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener");

    private static final int MAX_ATTACHMENTS = 16;
    private static final int MAX_NAMESPACE = 128;
    private static final int MAX_ARGUMENTS = 64;

    /** Digits of an id: what every client's numbers hold exactly. */
    private static final int MAX_ID = 15;

    private final String text;
    private final int maxDepth;
    private int at;

    private SocketIoReader(String text, int maxDepth) {
        this.text = text;
        this.maxDepth = maxDepth;
    }

    /**
     * @param text of one packet, without what Engine.IO puts before it
     * @param maxDepth how deep each value of the payload may be nested
     * @throws BrokenPacket when it is none that a client may send
     */
    public static SocketIoPacket read(String text, int maxDepth) {
        return new SocketIoReader(text, maxDepth).packet();
    }

    private SocketIoPacket packet() {
        Type type = type();
        int attachments = type.isBinary() ? attachments() : 0;
        String namespace = namespace();
        Long id = type.hasArguments() ? id() : null;
        List<String> payload = switch (type) {
            case EVENT, BINARY_EVENT -> event();
            case ACK, BINARY_ACK -> acknowledgement(id);
            case CONNECT -> object();
            default -> nothing();
        };
        return new SocketIoPacket(type, namespace, id, payload, attachments);
    }

    private Type type() {
        int type = text.isEmpty() ? -1 : text.charAt(at++) - '0';
        if (type < 0 || type >= Type.values().length || type == Type.CONNECT_ERROR.ordinal()) {
            throw new BrokenPacket("there is no such type of packet");
        }
        return Type.values()[type];
    }

    private int attachments() {
        String digits = digits();
        if (digits.isEmpty() || digits.length() > 2 || at == text.length() || text.charAt(at++) != '-') {
            throw new BrokenPacket("a binary packet says how many attachments follow");
        }
        int attachments = Integer.parseInt(digits);
        if (attachments > MAX_ATTACHMENTS) {
            throw new BrokenPacket("a packet has at most " + MAX_ATTACHMENTS + " attachments");
        }
        return attachments;
    }

    private String namespace() {
        if (at == text.length() || text.charAt(at) != '/') {
            return SocketIoPacket.MAIN;
        }
        int comma = text.indexOf(',', at);
        int end = comma < 0 ? text.length() : comma;
        String namespace = text.substring(at, end);
        if (namespace.length() > MAX_NAMESPACE || namespace.chars().anyMatch(c -> c <= ' ' || c >= 0x7f)) {
            throw new BrokenPacket("a namespace is 1-" + MAX_NAMESPACE + " characters that can be seen, of ASCII");
        }
        at = comma < 0 ? end : end + 1;
        return namespace;
    }

    private Long id() {
        String digits = digits();
        if (digits.length() > MAX_ID) {
            throw new BrokenPacket("an id has at most " + MAX_ID + " digits");
        }
        return digits.isEmpty() ? null : Long.valueOf(digits);
    }

    private String digits() {
        int start = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return text.substring(start, at);
    }

    private List<String> event() {
        List<JsonValue> arguments = array();
        if (arguments.isEmpty() || !arguments.get(0).isString()) {
            throw new BrokenPacket("an event is an array that begins with its name");
        }
        if (RESERVED.contains(arguments.get(0).string())) {
            throw new BrokenPacket("the name of the event is reserved");
        }
        return raw(arguments);
    }

    private List<String> acknowledgement(Long id) {
        if (id == null) {
            throw new BrokenPacket("an acknowledgement has an id");
        }
        return raw(array());
    }

    private List<JsonValue> array() {
        try {
            return new JsonScanner(text.substring(at), maxDepth + 1).wholeArray(MAX_ARGUMENTS);
        } catch (Refused broken) {
            throw new BrokenPacket(broken.getMessage());
        }
    }

    private List<String> object() {
        String payload = text.substring(at);
        if (payload.isEmpty()) {
            return List.of();
        }
        try {
            new JsonScanner(payload, maxDepth).wholeObject();
            return List.of(payload);
        } catch (Refused broken) {
            throw new BrokenPacket(broken.getMessage());
        }
    }

    private List<String> nothing() {
        if (at < text.length()) {
            throw new BrokenPacket("this type of packet has no payload");
        }
        return List.of();
    }

    private static List<String> raw(List<JsonValue> values) {
        return values.stream().map(JsonValue::raw).toList();
    }
}
