package org.herald.protocol;

import java.util.LinkedHashMap;
import java.util.Map;
import org.herald.hub.ErrorCode;
import org.herald.hub.Refused;

/** The fields of one JSON object, their values unread. */
final class JsonObject {

    /** More names than any object of the protocol has: a longer one is an attack or a mistake. */
    private static final int MAX_FIELDS = 64;

    private final Map<String, JsonValue> fields = new LinkedHashMap<>();

    /** @throws Refused {@code bad_envelope} when the name is there already, or there are too many */
    void put(String name, JsonValue value) {
        if (fields.put(name, value) != null) {
            throw Refused.because(ErrorCode.BAD_ENVELOPE, "a field appears twice");
        }
        if (fields.size() > MAX_FIELDS) {
            throw Refused.because(ErrorCode.BAD_ENVELOPE, "more than " + MAX_FIELDS + " fields");
        }
    }

    /** Null when it is not there, or is {@code null}. */
    JsonValue get(String name) {
        JsonValue value = fields.get(name);
        return value == null || value.isNull() ? null : value;
    }

    /** Null only when it is not there. */
    JsonValue evenNull(String name) {
        return fields.get(name);
    }
}
