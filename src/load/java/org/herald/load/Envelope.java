package org.herald.load;

import java.util.Optional;

/**
 * Reads single fields of what Herald sends, without reading the rest: at thousands of messages a second a parser would be
 * most of the load. Inside of a JSON string every quote is escaped, so {@code "name":"} is always a field; and Herald
 * writes the fields of an envelope before its data.
 */
final class Envelope {

    private Envelope() {}

    /** The first string field of that name. It must be one that is never escaped: a name, a code, a position. */
    static Optional<String> field(String envelope, String name) {
        String begin = "\"" + name + "\":\"";
        int at = envelope.indexOf(begin);
        if (at < 0) {
            return Optional.empty();
        }
        int from = at + begin.length();
        int end = envelope.indexOf('"', from);
        return end < 0 ? Optional.empty() : Optional.of(envelope.substring(from, end));
    }
}
