package org.herald.protocol;

/** Writes JSON text (RFC 8259) that is always well-formed Unicode. */
final class Json {

    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private final StringBuilder out = new StringBuilder(256);

    /** Whether something stands before, in the object or array that is open, that a comma has to follow. */
    private boolean follows;

    Json open() {
        comma();
        out.append('{');
        follows = false;
        return this;
    }

    Json close() {
        out.append('}');
        follows = true;
        return this;
    }

    Json openList() {
        comma();
        out.append('[');
        follows = false;
        return this;
    }

    Json closeList() {
        out.append(']');
        follows = true;
        return this;
    }

    Json name(String name) {
        comma();
        quote(name);
        out.append(':');
        follows = false;
        return this;
    }

    Json string(String value) {
        comma();
        quote(value);
        follows = true;
        return this;
    }

    /** A value that is JSON already. */
    Json raw(String value) {
        comma();
        out.append(value);
        follows = true;
        return this;
    }

    Json field(String name, String value) {
        return name(name).string(value);
    }

    Json field(String name, long value) {
        return name(name).raw(Long.toString(value));
    }

    Json field(String name, boolean value) {
        return name(name).raw(Boolean.toString(value));
    }

    /** Nothing when {@code value} is null. */
    Json optional(String name, Object value) {
        if (value == null) {
            return this;
        }
        return value instanceof Number ? name(name).raw(value.toString()) : field(name, value.toString());
    }

    private void comma() {
        if (follows) {
            out.append(',');
        }
    }

    private void quote(String value) {
        out.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || c == 0x7f) {
                escape(c);
            } else if (!Character.isSurrogate(c)) {
                out.append(c);
            } else if (Character.isSurrogatePair(c, i + 1 < value.length() ? value.charAt(i + 1) : 0)) {
                out.append(c).append(value.charAt(++i));
            } else {
                escape(c);
            }
        }
        out.append('"');
    }

    private void escape(char c) {
        out.append("\\u")
                .append(HEX[c >> 12])
                .append(HEX[c >> 8 & 15])
                .append(HEX[c >> 4 & 15])
                .append(HEX[c & 15]);
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
