package org.herald.auth;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jose4j.json.JsonUtil;
import org.jose4j.lang.JoseException;

/** Reads JSON objects that a stranger wrote. Bounded in depth before it is parsed; no member may be there twice. */
final class JsonText {

    /** The deepest nesting of objects and arrays; far beyond what tokens and key sets need. */
    private static final int MAX_DEPTH = 16;

    private JsonText() {}

    /**
     * An unmodifiable object of String, Number, Boolean, List, Map and null; empty when {@code utf8} is no such thing.
     */
    static Optional<Map<String, Object>> object(byte[] utf8) {
        try {
            return object(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** As {@link #object(byte[])}. */
    static Optional<Map<String, Object>> object(String text) {
        if (isTooDeep(text)) {
            return Optional.empty();
        }
        try {
            return Optional.of(frozen(JsonUtil.parseJson(text)));
        } catch (JoseException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static boolean isTooDeep(String text) {
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length() && depth <= MAX_DEPTH; i++) {
            switch (text.charAt(i)) {
                case '"' -> quoted = !quoted;
                case '\\' -> i += quoted ? 1 : 0;
                case '{', '[' -> depth += quoted ? 0 : 1;
                case '}', ']' -> depth -= quoted ? 0 : 1;
                default -> {}
            }
        }
        return depth > MAX_DEPTH;
    }

    private static Map<String, Object> frozen(Map<?, ?> object) {
        Map<String, Object> copy = new LinkedHashMap<>();
        object.forEach((name, value) -> copy.put((String) name, frozen(value)));
        return Collections.unmodifiableMap(copy);
    }

    private static Object frozen(Object value) {
        if (value instanceof Map<?, ?> object) {
            return frozen(object);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(JsonText::frozen).toList();
        }
        return value;
    }
}
