package org.herald.protocol;

import java.util.ArrayList;
import java.util.List;
import org.herald.hub.ErrorCode;
import org.herald.hub.Refused;

/**
 * Reads JSON (RFC 8259) strictly and without building anything: it finds where each value begins and ends, so that what
 * people send can be relayed as it came. Depth is bounded before it can cost a stack.
 *
 * <p>Not for use by several threads.
 */
final class JsonScanner {

    private final String text;
    private final int maxDepth;
    private int at;
    private int depth;

    JsonScanner(String text, int maxDepth) {
        this.text = text;
        this.maxDepth = maxDepth;
    }

    /**
     * Reads the whole text, which has to be one object.
     *
     * @throws Refused {@code bad_json} when it is no JSON or nested too deep, {@code bad_envelope} when it is JSON but no
     *     object or a field appears twice
     */
    JsonObject wholeObject() {
        skipBlanks();
        boolean isObject = at < text.length() && text.charAt(at) == '{';
        JsonObject object = isObject ? object() : null;
        if (!isObject) {
            skipValue();
        }
        skipBlanks();
        if (at < text.length()) {
            throw broken();
        }
        if (!isObject) {
            throw Refused.because(ErrorCode.BAD_ENVELOPE, "there has to be one JSON object");
        }
        return object;
    }

    /**
     * Reads the whole text, which has to be one value.
     *
     * @throws Refused {@code bad_json} when it is no JSON or nested too deep
     */
    JsonValue wholeValue() {
        JsonValue value = value();
        requireEnd();
        return value;
    }

    /**
     * Reads the whole text, which has to be one array.
     *
     * @param most values that it may have
     * @throws Refused {@code bad_json} when it is no JSON, nested too deep or too long, {@code bad_envelope} when it is JSON
     *     but no array
     */
    List<JsonValue> wholeArray(int most) {
        skipBlanks();
        if (peek() != '[') {
            throw Refused.because(ErrorCode.BAD_ENVELOPE, "there has to be one JSON array");
        }
        List<JsonValue> values = new ArrayList<>();
        enter();
        if (!closes(']')) {
            do {
                values.add(value());
                if (values.size() > most) {
                    throw Refused.because(ErrorCode.BAD_JSON, "more than " + most + " values");
                }
                skipBlanks();
            } while (more(']'));
        }
        requireEnd();
        return values;
    }

    private void requireEnd() {
        skipBlanks();
        if (at < text.length()) {
            throw broken();
        }
    }

    /** Reads the object that begins at {@code start}, which was found to be well-formed before. */
    JsonObject objectAt(int start) {
        at = start;
        return object();
    }

    private JsonObject object() {
        JsonObject object = new JsonObject();
        enter();
        if (!closes('}')) {
            do {
                skipBlanks();
                String name = name();
                JsonValue value = value();
                object.put(name, value);
                skipBlanks();
            } while (more('}'));
        }
        depth--;
        return object;
    }

    private String name() {
        int start = at;
        skipString();
        String name = new JsonValue(text, start, at).string();
        skipBlanks();
        expect(':');
        return name;
    }

    private JsonValue value() {
        skipBlanks();
        int start = at;
        skipValue();
        return new JsonValue(text, start, at);
    }

    private void skipValue() {
        skipBlanks();
        switch (peek()) {
            case '{' -> skipContainer('}', true);
            case '[' -> skipContainer(']', false);
            case '"' -> skipString();
            case 't' -> skipWord("true");
            case 'f' -> skipWord("false");
            case 'n' -> skipWord("null");
            default -> skipNumber();
        }
    }

    private void skipContainer(char end, boolean named) {
        enter();
        if (!closes(end)) {
            do {
                skipBlanks();
                if (named) {
                    skipString();
                    skipBlanks();
                    expect(':');
                }
                skipValue();
                skipBlanks();
            } while (more(end));
        }
        depth--;
    }

    private void enter() {
        at++;
        if (++depth > maxDepth) {
            throw Refused.because(ErrorCode.BAD_JSON, "nested deeper than " + maxDepth);
        }
    }

    private boolean closes(char end) {
        skipBlanks();
        if (peek() == end) {
            at++;
            return true;
        }
        return false;
    }

    private boolean more(char end) {
        char c = peek();
        at++;
        if (c == ',') {
            return true;
        }
        if (c != end) {
            at--;
            throw broken();
        }
        return false;
    }

    private void skipString() {
        expect('"');
        while (true) {
            char c = peek();
            at++;
            if (c == '"') {
                return;
            }
            if (c == '\\') {
                skipEscape();
            } else if (c < ' ') {
                at--;
                throw broken();
            }
        }
    }

    private void skipEscape() {
        char c = peek();
        if (c == 'u') {
            at++;
            for (int i = 0; i < 4; i++) {
                if (Character.digit(peek(), 16) < 0 || peek() > 'f') {
                    throw broken();
                }
                at++;
            }
        } else if ("\"\\/bfnrt".indexOf(c) >= 0) {
            at++;
        } else {
            throw broken();
        }
    }

    private void skipWord(String word) {
        if (!text.startsWith(word, at)) {
            throw broken();
        }
        at += word.length();
    }

    private void skipNumber() {
        if (peek() == '-') {
            at++;
        }
        if (peek() == '0') {
            at++;
        } else {
            skipDigits();
        }
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            skipDigits();
        }
        if (at < text.length() && (text.charAt(at) | 0x20) == 'e') {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            skipDigits();
        }
    }

    private void skipDigits() {
        if (!isDigit(peek())) {
            throw broken();
        }
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private void skipBlanks() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
                return;
            }
            at++;
        }
    }

    private char peek() {
        if (at >= text.length()) {
            throw broken();
        }
        return text.charAt(at);
    }

    private void expect(char c) {
        if (peek() != c) {
            throw broken();
        }
        at++;
    }

    private Refused broken() {
        return Refused.because(ErrorCode.BAD_JSON, "no JSON at character " + (at + 1));
    }
}
