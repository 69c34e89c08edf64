package org.herald.protocol;

import java.nio.charset.StandardCharsets;
import org.herald.hub.Content;
import org.herald.hub.ErrorCode;
import org.herald.hub.Refused;

/** Makes content of what was not sent in an envelope, by the rules that hold there (protocol section 3). */
public final class Contents {

    private Contents() {}

    /**
     * A text.
     *
     * @throws Refused {@code invalid_data} when it has not 1–2000 characters
     */
    public static Content text(String text) {
        requireLength(text, "text");
        return new Content.Value(new Json().string(text).toString());
    }

    /**
     * Any JSON value, relayed as it came.
     *
     * @param maxDepth how deep it may be nested
     * @throws Refused {@code bad_json} when it is none or nested too deep, {@code invalid_data} when it is a text of the
     *     wrong length
     */
    public static Content json(String json, int maxDepth) {
        requireUnicode(json);
        JsonValue value = new JsonScanner(json, maxDepth).wholeValue();
        if (value.isString()) {
            requireLength(value.string(), "json");
        }
        return new Content.Value(value.raw());
    }

    /**
     * What does not come off a wire as UTF-8 may hold halves of characters.
     *
     * @throws Refused {@code bad_json} when it does
     */
    public static void requireUnicode(String json) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(json)) {
            throw Refused.because(ErrorCode.BAD_JSON, "no well-formed Unicode");
        }
    }

    private static void requireLength(String text, String field) {
        int length = text.codePointCount(0, text.length());
        if (length < 1 || length > Fields.MAX_TEXT) {
            throw Refused.invalid(field, "must be a string of 1 to " + Fields.MAX_TEXT + " characters");
        }
    }
}
