package org.herald.broker.redis;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** What Redis answers, by its type. */
final class Raw {

    private Raw() {}

    static List<?> list(Object raw) {
        if (raw instanceof List<?> list) {
            return list;
        }
        throw new Malformed("a list was expected");
    }

    /** Null where there is none. */
    static byte[] bytes(Object raw) {
        if (raw == null || raw instanceof byte[]) {
            return (byte[]) raw;
        }
        throw new Malformed("a text was expected");
    }

    /** Null where there is none. */
    static String text(Object raw) {
        byte[] bytes = bytes(raw);
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    static long number(Object raw) {
        if (raw instanceof Long number) {
            return number;
        }
        try {
            return Long.parseLong(String.valueOf(text(raw)));
        } catch (NumberFormatException e) {
            throw new Malformed("a number was expected", e);
        }
    }

    static boolean flag(Object raw) {
        return number(raw) == 1;
    }

    static List<String> texts(Object raw) {
        return list(raw).stream().map(Raw::text).toList();
    }
}
