package org.herald.auth;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The claims of a token, read by type. A claim of a wrong type is refused, never ignored and never a fault.
 *
 * @param values what {@link JsonText} makes of them
 */
record Claims(Map<String, Object> values) {

    /** The end of the year 9999, in seconds. */
    private static final double MAX_SECONDS = 253_402_300_799d;

    /** @throws org.herald.hub.Refused when it is no JSON object */
    static Claims parse(byte[] payload) {
        return new Claims(JsonText.object(payload).orElseThrow(TokenParts::malformed));
    }

    Optional<String> text(String name) {
        return value(name, String.class);
    }

    /** A {@code NumericDate} (RFC 7519 section 2) in Unix milliseconds. */
    Optional<Long> date(String name) {
        return value(name, Number.class).map(number -> {
            double seconds = number.doubleValue();
            if (!(seconds >= 0 && seconds <= MAX_SECONDS)) {
                throw unusable(name);
            }
            return (long) (seconds * 1000);
        });
    }

    /** An array of strings, or one string that counts as an array of itself. */
    List<String> texts(String name) {
        Object value = values.get(name);
        return value instanceof String text ? List.of(text) : texts(name, value);
    }

    /**
     * @throws org.herald.hub.Refused naming {@code claim}, when {@code value} is neither null nor an array of strings
     */
    static List<String> texts(String claim, Object value) {
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> list) || !list.stream().allMatch(String.class::isInstance)) {
            throw unusable(claim);
        }
        return list.stream().map(String.class::cast).toList();
    }

    /**
     * The claim of that very name or, where there is none, what the path leads to: {@code realm_access.roles} is {@code
     * roles} in the object {@code realm_access}. A name with dots in it, such as a URL, may be a step of the path.
     */
    Optional<Object> at(String path) {
        return Optional.ofNullable(at(values, path));
    }

    /** @param claim a configured or registered name, never one that the token made up */
    static RuntimeException unusable(String claim) {
        return Unauthorized.because("the token's claim " + claim + " cannot be used");
    }

    private <T> Optional<T> value(String name, Class<T> type) {
        Object value = values.get(name);
        if (value != null && !type.isInstance(value)) {
            throw unusable(name);
        }
        return Optional.ofNullable(type.cast(value));
    }

    private static Object at(Map<?, ?> object, String path) {
        if (object.containsKey(path)) {
            return object.get(path);
        }
        for (int dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
            if (object.get(path.substring(0, dot)) instanceof Map<?, ?> inner) {
                Object value = at(inner, path.substring(dot + 1));
                if (value != null) {
                    return value;
                }
            }
        }
        return null;
    }
}
