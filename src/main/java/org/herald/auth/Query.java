package org.herald.auth;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters of a query (WHATWG URL, {@code application/x-www-form-urlencoded}), read strictly: a bad percent
 * sequence, bytes that are not UTF-8 and control characters are refused where containers differ in what they make of
 * them. Immutable.
 */
public final class Query {

    private static final int MAX_LENGTH = 16 * 1024;
    private static final int MAX_PARAMETERS = 256;
    private static final String RULE = "the query is malformed";

    private final Map<String, List<String>> values = new LinkedHashMap<>();

    private Query() {}

    /**
     * @param raw what stands after the {@code ?}, or null
     * @throws BadRequest when it is malformed, longer than 16 KiB or has more than 256 parameters
     */
    public static Query parse(String raw) {
        Query query = new Query();
        if (raw == null || raw.isEmpty()) {
            return query;
        }
        if (raw.length() > MAX_LENGTH) {
            throw new BadRequest("the query is longer than " + MAX_LENGTH + " bytes");
        }
        String[] pairs = raw.split("&");
        if (pairs.length > MAX_PARAMETERS) {
            throw new BadRequest("the query has more than " + MAX_PARAMETERS + " parameters");
        }
        for (String pair : pairs) {
            if (!pair.isEmpty()) {
                query.add(pair);
            }
        }
        return query;
    }

    /** The decoded values of a parameter, in order; empty when it is not there. */
    public List<String> all(String name) {
        return List.copyOf(values.getOrDefault(name, List.of()));
    }

    /** @throws BadRequest when the parameter is there twice */
    public Optional<String> one(String name) {
        List<String> all = all(name);
        if (all.size() > 1) {
            throw new BadRequest("a parameter of the query stands there twice");
        }
        return all.stream().findFirst();
    }

    private void add(String pair) {
        int equals = pair.indexOf('=');
        String name = decode(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
        values.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
    }

    private static String decode(String text) {
        return PercentEncoding.decode(text, ' ', RULE);
    }
}
