package org.herald.auth;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.herald.auth.Forwarding.Hop;

/**
 * Reads {@code Forwarded} (RFC 7239 section 4). The whole header is one text with quotes in it: where the grammar
 * breaks, nothing is known about what stands left or right of it, and all of it is dropped.
 */
final class ForwardedHeader {

    private final String text;
    private int at;

    private ForwardedHeader(String text) {
        this.text = text;
    }

    /** @return {@link Forwarding#NONE} when there is no such header; empty when it is malformed */
    static Optional<Forwarding> parse(List<String> lines) {
        try {
            return Optional.of(new Forwarding(new ForwardedHeader(String.join(",", lines)).elements()));
        } catch (Malformed e) {
            return Optional.empty();
        }
    }

    private List<Hop> elements() throws Malformed {
        List<Hop> hops = new ArrayList<>();
        do {
            Map<String, String> pairs = pairs();
            if (!pairs.isEmpty()) {
                hops.add(new Hop(pairs.get("for"), pairs.get("proto"), pairs.get("host")));
            }
        } while (skip(','));
        if (at < text.length()) {
            throw new Malformed();
        }
        return hops;
    }

    private Map<String, String> pairs() throws Malformed {
        Map<String, String> pairs = new HashMap<>();
        do {
            blanks();
            if (at < text.length() && isTokenCharacter(text.charAt(at))) {
                String name = token().toLowerCase(Locale.ROOT);
                if (!skip('=') || pairs.put(name, value()) != null) {
                    throw new Malformed();
                }
            }
            blanks();
        } while (skip(';'));
        return pairs;
    }

    private String value() throws Malformed {
        return skip('"') ? quoted() : token();
    }

    private String token() throws Malformed {
        int start = at;
        while (at < text.length() && isTokenCharacter(text.charAt(at))) {
            at++;
        }
        if (at == start) {
            throw new Malformed();
        }
        return text.substring(start, at);
    }

    /** {@code quoted-string} of RFC 9110 section 5.6.4; the opening quote has been read. */
    private String quoted() throws Malformed {
        StringBuilder value = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return value.toString();
            }
            if (c == '\\' && at < text.length()) {
                c = text.charAt(at++);
            }
            value.append(c);
        }
        throw new Malformed();
    }

    private boolean skip(char wanted) {
        boolean there = at < text.length() && text.charAt(at) == wanted;
        at += there ? 1 : 0;
        return there;
    }

    private void blanks() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
    }

    /** {@code tchar} of RFC 9110 section 5.6.2. */
    private static boolean isTokenCharacter(char c) {
        return c > ' ' && c < 127 && "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0;
    }

    private static final class Malformed extends Exception {

        private static final long serialVersionUID = 1;
    }
}
