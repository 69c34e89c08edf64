package org.herald.protocol;

/**
 * One well-formed JSON value: a part of the text it stands in.
 *
 * @param text all of it
 * @param start of the value, inclusive
 * @param end exclusive
 */
record JsonValue(String text, int start, int end) {

    boolean isString() {
        return first() == '"';
    }

    boolean isObject() {
        return first() == '{';
    }

    boolean isNull() {
        return first() == 'n';
    }

    boolean isNumber() {
        return first() == '-' || first() >= '0' && first() <= '9';
    }

    boolean isBoolean() {
        return first() == 't' || first() == 'f';
    }

    boolean bool() {
        return first() == 't';
    }

    /** As it was written. */
    String raw() {
        return text.substring(start, end);
    }

    /** What a string says, its escapes resolved. */
    String string() {
        int escape = text.indexOf('\\', start);
        if (escape < 0 || escape >= end) {
            return text.substring(start + 1, end - 1);
        }
        StringBuilder plain = new StringBuilder(end - start).append(text, start + 1, escape);
        for (int i = escape; i < end - 1; i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                plain.append(c);
                continue;
            }
            c = text.charAt(++i);
            if (c == 'u') {
                plain.append((char) Integer.parseInt(text, i + 1, i + 5, 16));
                i += 4;
            } else {
                plain.append(unescaped(c));
            }
        }
        return plain.toString();
    }

    private static char unescaped(char c) {
        return switch (c) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> c;
        };
    }

    private char first() {
        return text.charAt(start);
    }
}
