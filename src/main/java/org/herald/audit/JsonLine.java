package org.herald.audit;

import java.util.Collection;
import java.util.Map;

/** Writes one JSON object (RFC 8259) without a line break in it: whatever is not plainly visible is escaped. */
final class JsonLine {

    private final StringBuilder line = new StringBuilder(256);

    static String of(Map<String, Object> fields) {
        JsonLine json = new JsonLine();
        json.line.append('{');
        fields.forEach((name, value) -> {
            json.separate('{');
            json.text(name);
            json.line.append(':');
            json.value(value);
        });
        return json.line.append('}').toString();
    }

    private void value(Object value) {
        if (value instanceof Collection<?> all) {
            line.append('[');
            all.forEach(one -> {
                separate('[');
                value(one);
            });
            line.append(']');
        } else if (value instanceof Number number) {
            line.append(number);
        } else {
            text(value.toString());
        }
    }

    private void separate(char begin) {
        if (line.charAt(line.length() - 1) != begin) {
            line.append(',');
        }
    }

    private void text(String text) {
        line.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                line.append('\\').append(c);
            } else if (isHarmless(text, i)) {
                line.append(c);
            } else {
                line.append(String.format("\\u%04x", (int) c));
            }
        }
        line.append('"');
    }

    /** Nothing that ends a line, turns its direction, or is not to be seen. */
    private static boolean isHarmless(String text, int at) {
        char c = text.charAt(at);
        boolean second = Character.isLowSurrogate(c) && at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
        int point = second ? text.codePointAt(at - 1) : text.codePointAt(at);
        return point == ' '
                || switch (Character.getType(point)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.PRIVATE_USE,
                            Character.UNASSIGNED,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR -> false;
                    default -> true;
                };
    }
}
