package org.herald.audit;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Something that happened, with its fields in the order in which they are written. For use by one thread. */
public final class Fact {

    private final Map<String, Object> fields = new LinkedHashMap<>();

    private Fact() {}

    /** @param event what happened, such as {@code connected} */
    public static Fact of(String event) {
        return new Fact().with("event", event);
    }

    /** @param value a text, which may be whatever a client chose; null: the field is left out */
    public Fact with(String field, String value) {
        return put(field, value);
    }

    public Fact with(String field, long value) {
        return put(field, value);
    }

    /** @param values texts; none: the field is left out */
    public Fact with(String field, Collection<String> values) {
        return put(field, values.isEmpty() ? null : values);
    }

    /** Whether it is what an administrator did. */
    boolean isDeed() {
        return "admin".equals(fields.get("event"));
    }

    Map<String, Object> fields() {
        return fields;
    }

    private Fact put(String field, Object value) {
        if (value != null) {
            fields.put(field, value);
        }
        return this;
    }
}
