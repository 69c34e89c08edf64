package org.herald.it.kit;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.HashMap;
import java.util.Map;

/** Writes small JSON objects in one line: {@code Body.of("content", "hello", "echo", false)}. */
public final class Body {

    private Body() {}

    /** @param namesAndValues in turn; values are what {@link Json#createObjectBuilder(Map)} takes */
    public static JsonObject of(Object... namesAndValues) {
        Map<String, Object> fields = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return Json.createObjectBuilder(fields).build();
    }
}
