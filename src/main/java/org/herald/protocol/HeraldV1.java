package org.herald.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.herald.hub.Content;
import org.herald.hub.Event;
import org.herald.hub.Frame;
import org.herald.hub.Refused;
import org.herald.hub.RoomEvent;

/** The wire format {@code herald.v1}: JSON envelopes, and binary frames with a JSON header. */
public final class HeraldV1 implements Codec {

    /** The WebSocket subprotocol (RFC 6455 section 1.9). */
    public static final String SUBPROTOCOL = "herald.v1";

    private static final int LENGTH_BYTES = 2;

    private final int maxDepth;

    /** @param maxDepth how deep JSON may be nested, 1 or more */
    public HeraldV1(int maxDepth) {
        this.maxDepth = maxDepth;
    }

    @Override
    public Request decode(String text) {
        String id = null;
        try {
            JsonObject object = new JsonScanner(text, maxDepth).wholeObject();
            id = Envelope.id(object);
            return Request.of(id, CommandReader.read(Envelope.text(text, object)), Envelope.trace(object));
        } catch (Refused refused) {
            return Request.refused(id, refused);
        }
    }

    @Override
    public Request decode(byte[] message) {
        String id = null;
        try {
            int headerEnd = headerEnd(message);
            JsonObject header = new JsonScanner(header(message, headerEnd), maxDepth).wholeObject();
            id = Envelope.id(header);
            Content payload = new Content.Binary(Arrays.copyOfRange(message, headerEnd, message.length));
            return Request.of(id, CommandReader.read(Envelope.binary(header, payload)), Envelope.trace(header));
        } catch (Refused refused) {
            return Request.refused(id, refused);
        }
    }

    @Override
    public Frame encode(Event event) {
        return EventWriter.write(event);
    }

    @Override
    public Frame ack(String id, Ack ack) {
        return ReplyWriter.ack(id, ack);
    }

    @Override
    public Frame error(String id, Refused refused) {
        return ReplyWriter.error(id, refused);
    }

    /** What an ack says, on its own: the body of an answer over HTTP. */
    public static String json(Ack ack) {
        Json json = new Json().open();
        ReplyWriter.write(json, ack);
        return json.close().toString();
    }

    /** An event as text, as lists of events have it: binary content in base64. */
    public static String json(RoomEvent event) {
        return EventWriter.text(event);
    }

    /** A binary frame of the protocol: length of the header, header, payload. */
    static Frame binary(String header, byte[] payload) {
        byte[] head = header.getBytes(StandardCharsets.UTF_8);
        return Frame.binary(ByteBuffer.allocate(LENGTH_BYTES + head.length + payload.length)
                .putShort((short) head.length)
                .put(head)
                .put(payload)
                .array());
    }

    private static int headerEnd(byte[] message) {
        if (message.length < LENGTH_BYTES) {
            throw Fields.badEnvelope("a binary frame begins with the length of its header, in two bytes");
        }
        int end = LENGTH_BYTES + Short.toUnsignedInt(ByteBuffer.wrap(message).getShort());
        if (end > message.length) {
            throw Fields.badEnvelope("the header is longer than the frame");
        }
        return end;
    }

    private static String header(byte[] message, int end) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(message, LENGTH_BYTES, end - LENGTH_BYTES))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Fields.badEnvelope("the header is not UTF-8");
        }
    }
}
