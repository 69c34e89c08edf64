package org.herald.it.kit;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * One envelope that the server sent (protocol section 2).
 *
 * @param payload of a binary frame, what follows its header; null for a text frame
 * @param atNanos when it was read, by {@link System#nanoTime}
 */
public record Received(JsonObject envelope, byte[] payload, long atNanos) {

    public static Received text(String text) {
        try (var reader = Json.createReader(new StringReader(text))) {
            return new Received(reader.readObject(), null, System.nanoTime());
        }
    }

    static Received binary(byte[] frame) {
        int headerLength = Short.toUnsignedInt(ByteBuffer.wrap(frame).getShort());
        try (var reader = Json.createReader(new ByteArrayInputStream(frame, 2, headerLength))) {
            byte[] payload = Arrays.copyOfRange(frame, 2 + headerLength, frame.length);
            return new Received(reader.readObject(), payload, System.nanoTime());
        }
    }

    public boolean is(String event) {
        return event.equals(event());
    }

    public String event() {
        return field("event");
    }

    /** The request it answers; null if it answers none. */
    public String id() {
        return field("id");
    }

    /** Null when it concerns no room. */
    public String room() {
        return field("room");
    }

    /** Null for anything but room events. */
    public String eventId() {
        return field("eventId");
    }

    /** The number in {@code <epoch>-<seq>}. */
    public long seq() {
        return Long.parseLong(eventId().substring(eventId().lastIndexOf('-') + 1));
    }

    /** An empty object when there is none. */
    public JsonObject data() {
        JsonObject data = envelope.getJsonObject("data");
        return data == null ? JsonObject.EMPTY_JSON_OBJECT : data;
    }

    /** {@code data.content} if that is a string, otherwise null. */
    public String content() {
        return data().getString("content", null);
    }

    /** {@code data.code} of a refusal, otherwise null. */
    public String code() {
        return data().getString("code", null);
    }

    /** {@code from.userId}; null when nobody is named. */
    public String fromUser() {
        JsonObject from = envelope.getJsonObject("from");
        return from == null ? null : from.getString("userId", null);
    }

    private String field(String name) {
        return envelope.getString(name, null);
    }

    @Override
    public String toString() {
        return payload == null ? envelope.toString() : envelope + " + " + payload.length + " bytes";
    }
}
