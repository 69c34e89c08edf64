package org.herald.protocol;

import java.util.function.Function;
import java.util.regex.Pattern;
import org.herald.hub.Content;
import org.herald.hub.ErrorCode;
import org.herald.hub.Refused;
import org.herald.hub.RoomName;
import org.herald.hub.Traceparent;

/**
 * What is around every client message (protocol section 2), its own fields checked and its payload unread.
 *
 * @param event never null
 * @param head the envelope's own fields
 * @param data the fields of {@code data}; those of the envelope itself for a binary message
 * @param binary the payload of a binary message, or null
 * @param rooms the room of a name
 */
record Envelope(String event, Fields head, Fields data, Content binary, Function<String, RoomName> rooms) {

    private static final Pattern EVENT = Pattern.compile("[a-z0-9._-]{1,64}");

    /**
     * @param text all of the message, well-formed
     * @param object its fields
     * @throws Refused {@code bad_envelope} or {@code unsupported_version}
     */
    static Envelope text(String text, JsonObject object) {
        JsonValue data = object.get("data");
        if (data != null && !data.isObject()) {
            throw Fields.badEnvelope("data must be an object");
        }
        JsonObject fields =
                data == null ? new JsonObject() : new JsonScanner(text, Integer.MAX_VALUE).objectAt(data.start());
        return checked(object, new Fields(fields, "data."), null);
    }

    static Envelope binary(JsonObject header, Content payload) {
        return checked(header, new Fields(header, ""), payload);
    }

    /** The room it concerns. */
    RoomName room() {
        return head.parsed("room", rooms);
    }

    /** What is said: the payload of a binary message, {@code data.<name>} otherwise. */
    Content content(String name) {
        return binary != null ? binary : data.content(name);
    }

    Content payload(String name) {
        return binary != null ? binary : data.payload(name);
    }

    /**
     * The client's own id, as far as it can be read.
     *
     * @return null when there is none, or none that could be given back
     */
    static String id(JsonObject object) {
        JsonValue id = object.get("id");
        return id != null && id.isString() && validId(id.string()) ? id.string() : null;
    }

    /** The trace that it is a part of; null when it names none, or what it names is malformed and so does not count. */
    static Traceparent trace(JsonObject object) {
        JsonValue trace = object.get("traceparent");
        return trace != null && trace.isString() ? Traceparent.read(trace.string()) : null;
    }

    private static Envelope checked(JsonObject object, Fields data, Content binary) {
        JsonValue event = object.get("event");
        if (event == null || !event.isString() || !EVENT.matcher(event.string()).matches()) {
            throw Fields.badEnvelope("event must be a string of 1-64 characters of a-z 0-9 . _ -");
        }
        if (object.get("id") != null && id(object) == null) {
            throw Fields.badEnvelope("id must be a string of 1-64 characters");
        }
        JsonValue room = object.get("room");
        if (room != null && !room.isString()) {
            throw Fields.badEnvelope("room must be a string");
        }
        JsonValue version = object.get("v");
        if (version != null && !version.isNumber()) {
            throw Fields.badEnvelope("v must be a number");
        }
        if (version != null && !version.raw().equals("1")) {
            throw Refused.because(ErrorCode.UNSUPPORTED_VERSION, "this server speaks version 1");
        }
        return new Envelope(event.string(), new Fields(object, ""), data, binary, RoomName::new);
    }

    static boolean validId(String id) {
        return !id.isEmpty() && id.length() <= 64;
    }
}
