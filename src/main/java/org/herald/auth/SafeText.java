package org.herald.auth;

/**
 * Makes names fit for messages and log lines. A plain name stays as it is. Any other is put in quotes, and what could
 * break a line, hide or turn the text around it (line separators, format characters, quotes) is written as {@code
 * \\uXXXX}.
 */
final class SafeText {

    private static final String PLAIN = "@._:/+-";

    private SafeText() {}

    static String of(String name) {
        if (!name.isEmpty() && name.chars().allMatch(SafeText::isPlain)) {
            return name;
        }
        StringBuilder safe = new StringBuilder("\"");
        name.codePoints().forEach(c -> {
            if (isShown(c)) {
                safe.appendCodePoint(c);
            } else {
                for (char unit : Character.toChars(c)) {
                    safe.append(String.format("\\u%04x", (int) unit));
                }
            }
        });
        return safe.append('"').toString();
    }

    private static boolean isPlain(int c) {
        return c < 128 && (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0);
    }

    private static boolean isShown(int c) {
        return c != '"'
                && c != '\\'
                && switch (Character.getType(c)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR,
                            Character.PRIVATE_USE,
                            Character.SURROGATE,
                            Character.UNASSIGNED -> false;
                    default -> true;
                };
    }
}
