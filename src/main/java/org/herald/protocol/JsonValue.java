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
        String quoted = text.substring(start + 1, end - 1);
        int escape = quoted.indexOf('\\');
        if (escape < 0) {
            return quoted;
        }
        StringBuilder plain = new StringBuilder(quoted.length()).append(quoted, 0, escape);
        for (int i = escape; i < quoted.length(); i++) {
            char c = quoted.charAt(i);
            if (c != '\\') {
                plain.append(c);
                continue;
            }
            c = quoted.charAt(++i);
            if (c == 'u') {
                plain.append((char) Integer.parseInt(quoted, i + 1, i + 5, 16));
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
