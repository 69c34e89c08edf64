package org.herald.protocol;

import java.util.function.Function;
import org.herald.hub.Content;
import org.herald.hub.ErrorCode;
import org.herald.hub.Refused;

/**
 * Reads the typed fields of one object. Every method refuses with {@code invalid_data}, naming the path of the field and
 * the rule.
 *
 * @param object what was sent
 * @param path before each name, such as {@code data.}; empty for the envelope itself
 */
record Fields(JsonObject object, String path) {

    /** The longest message text, in Unicode characters. */
    static final int MAX_TEXT = 2000;

    boolean has(String name) {
        return object.get(name) != null;
    }

    /** A string of {@code min} to {@code max} Unicode characters. */
    String text(String name, int min, int max) {
        JsonValue value = required(name);
        String rule = "must be a string of " + min + " to " + max + " characters";
        if (!value.isString()) {
            throw refusal(name, rule);
        }
        String text = value.string();
        int length = text.codePointCount(0, text.length());
        if (length < min || length > max) {
            throw refusal(name, rule);
        }
        return text;
    }

    String optionalText(String name, int max) {
        return has(name) ? text(name, 0, max) : null;
    }

    /** A string that {@code parser} turns into something; its complaint is the rule. */
    <T> T parsed(String name, Function<String, T> parser) {
        JsonValue value = required(name);
        if (!value.isString()) {
            throw refusal(name, "must be a string");
        }
        try {
            return parser.apply(value.string());
        } catch (IllegalArgumentException e) {
            throw refusal(name, e.getMessage());
        }
    }

    <T> T optionalParsed(String name, Function<String, T> parser) {
        return has(name) ? parsed(name, parser) : null;
    }

    boolean flag(String name, boolean otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        JsonValue value = object.get(name);
        if (!value.isBoolean()) {
            throw refusal(name, "must be true or false");
        }
        return value.bool();
    }

    /** A whole number from {@code min} to {@code max}. */
    int number(String name, int otherwise, int min, int max) {
        if (!has(name)) {
            return otherwise;
        }
        JsonValue value = object.get(name);
        String digits = value.raw();
        if (value.isNumber() && digits.length() < 10 && digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            int number = Integer.parseInt(digits);
            if (number >= min && number <= max) {
                return number;
            }
        }
        throw refusal(name, "must be a whole number from " + min + " to " + max);
    }

    /** What somebody says: a text of 1–2000 characters or any other JSON value, relayed as it came. */
    Content content(String name) {
        JsonValue value = object.evenNull(name);
        if (value == null) {
            throw refusal(name, "is missing");
        }
        if (value.isString()) {
            text(name, 1, MAX_TEXT);
        }
        return new Content.Value(value.raw());
    }

    /** Any JSON value, relayed as it came. */
    Content payload(String name) {
        JsonValue value = object.evenNull(name);
        if (value == null) {
            throw refusal(name, "is missing");
        }
        return new Content.Value(value.raw());
    }

    private JsonValue required(String name) {
        JsonValue value = object.get(name);
        if (value == null) {
            throw refusal(name, "is missing");
        }
        return value;
    }

    private Refused refusal(String name, String rule) {
        return Refused.invalid(path + name, rule);
    }

    /** A field of the envelope itself that has the wrong form. */
    static Refused badEnvelope(String rule) {
        return Refused.because(ErrorCode.BAD_ENVELOPE, rule);
    }
}
