package org.herald.admin;

import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.function.Function;
import org.herald.hub.Refused;

/** The query of a request, read by name; refuses with {@code invalid_data}, naming the parameter and the rule. */
record Parameters(MultivaluedMap<String, String> query) {

    /** What {@code parser} makes of it; its complaint is the rule. Null when it is not there. */
    <T> T parsed(String name, Function<String, T> parser) {
        String text = one(name);
        try {
            return text == null ? null : parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw Refused.invalid(name, e.getMessage());
        }
    }

    /** Null when it is not there. */
    String text(String name, int max) {
        String text = one(name);
        if (text != null && (text.isEmpty() || text.length() > max)) {
            throw Refused.invalid(name, "must be 1 to " + max + " characters");
        }
        return text;
    }

    int number(String name, int otherwise, int min, int max) {
        String text = one(name);
        if (text == null) {
            return otherwise;
        }
        if (text.matches("[0-9]{1,9}")) {
            int number = Integer.parseInt(text);
            if (number >= min && number <= max) {
                return number;
            }
        }
        throw Refused.invalid(name, "must be a whole number from " + min + " to " + max);
    }

    private String one(String name) {
        List<String> values = query.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw Refused.invalid(name, "must be there once");
        }
        return values.isEmpty() ? null : values.get(0);
    }
}
