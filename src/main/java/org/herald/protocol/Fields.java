package org.herald.protocol;

import java.util.function.Function;
import org.herald.hub.Content;
import org.herald.hub.ErrorCode;
import org.herald.hub.Refused;

/**
 * Reads the typed fields of one object. Every method refuses with {@code invalid_data}, naming the path of the field and
 * the rule. Immutable.
 */
public final class Fields {

    /** The longest message text, in Unicode characters. */
    static final int MAX_TEXT = 2000;

    private final JsonObject object;
    private final String path;

    /**
     * @param object what was sent
     * @param path before each name, such as {@code data.}; empty for the envelope itself
     */
    Fields(JsonObject object, String path) {
        this.object = object;
        this.path = path;
    }

    /**
     * Those of a text that is one JSON object.
     *
     * @param maxDepth how deep it may be nested
     * @throws Refused {@code bad_json} when it is no JSON or nested too deep, {@code bad_envelope} when it is JSON but no
     *     object, or a field appears twice
     */
    public static Fields of(String text, int maxDepth) {
        return new Fields(new JsonScanner(text, maxDepth).wholeObject(), "");
    }

    /** Whether it is there, and not {@code null}. */
    public boolean has(String name) {
        return object.get(name) != null;
    }

    /** A string of {@code min} to {@code max} Unicode characters. */
    public String text(String name, int min, int max) {
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

    /** As {@link #text}, from no characters on; null when it is not there. */
    public String optionalText(String name, int max) {
        return has(name) ? text(name, 0, max) : null;
    }

    /** A string that {@code parser} turns into something; its complaint is the rule. */
    public <T> T parsed(String name, Function<String, T> parser) {
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

    /** As {@link #parsed}; null when it is not there. */
    public <T> T optionalParsed(String name, Function<String, T> parser) {
        return has(name) ? parsed(name, parser) : null;
    }

    /** @param otherwise when it is not there */
    public boolean flag(String name, boolean otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        JsonValue value = object.get(name);
        if (!value.isBoolean()) {
            throw refusal(name, "must be true or false");
        }
        return value.bool();
    }

    /** A whole number from {@code min} to {@code max}; {@code otherwise} when it is not there. */
    public int number(String name, int otherwise, int min, int max) {
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
    public Content content(String name) {
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
    public Content payload(String name) {
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
