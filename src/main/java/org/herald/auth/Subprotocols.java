package org.herald.auth;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a client offers in {@code Sec-WebSocket-Protocol} (RFC 6455 sections 4.1 and 11.3.4): a list of tokens, none of
 * them twice, on one header line or more. An entry {@code bearer.<jwt>} carries a token for Herald; it is no
 * subprotocol and never chosen. Immutable.
 */
public final class Subprotocols {

    /** The name of the header. */
    public static final String HEADER = "Sec-WebSocket-Protocol";

    private static final String BEARER = "bearer.";
    private static final int MAX_ENTRIES = 32;
    private static final String SEPARATORS = "()<>@,;:\\\"/[]?={}";

    private final List<String> offered;
    private final List<String> bearers;

    private Subprotocols(List<String> entries) {
        this.bearers = entries.stream().filter(e -> e.startsWith(BEARER)).toList();
        this.offered = entries.stream().filter(e -> !e.startsWith(BEARER)).toList();
    }

    /**
     * @param lines the values of the header, one per line; empty when there is none
     * @throws BadRequest when they are no such list, name one twice or more than 32
     */
    public static Subprotocols parse(List<String> lines) {
        List<String> entries = new ArrayList<>();
        for (String line : lines) {
            for (String part : line.split(",", -1)) {
                String entry = part.strip();
                if (!entry.isEmpty()) {
                    entries.add(entry);
                }
            }
        }
        if (entries.isEmpty() && !lines.isEmpty()) {
            throw new BadRequest(HEADER + " is empty");
        }
        if (entries.size() > MAX_ENTRIES) {
            throw new BadRequest(HEADER + " names more than " + MAX_ENTRIES + " subprotocols");
        }
        Set<String> seen = new HashSet<>();
        for (String entry : entries) {
            if (!entry.chars().allMatch(Subprotocols::isTokenCharacter)) {
                throw new BadRequest(HEADER + " is not a list of names");
            }
            if (!seen.add(entry)) {
                throw new BadRequest(HEADER + " names a subprotocol twice");
            }
        }
        return new Subprotocols(entries);
    }

    /** The first offered subprotocol that is among {@code supported}.
     *
     * @return empty when the client offers none: it is served without one
     * @throws BadRequest when the client offers only others
     */
    public Optional<String> choose(Set<String> supported) {
        Optional<String> chosen = offered.stream().filter(supported::contains).findFirst();
        if (chosen.isEmpty() && !offered.isEmpty()) {
            throw new BadRequest("none of the offered subprotocols is known here");
        }
        return chosen;
    }

    /**
     * The token of the entry {@code bearer.<jwt>}; empty when there is none or nothing follows the dot.
     *
     * @throws BadRequest when there are two
     */
    Optional<String> token() {
        if (bearers.size() > 1) {
            throw new BadRequest(HEADER + " holds two tokens");
        }
        return bearers.stream()
                .map(entry -> entry.substring(BEARER.length()))
                .filter(token -> !token.isEmpty())
                .findFirst();
    }

    /** {@code token} of RFC 2616 section 2.2, as RFC 6455 cites it. */
    private static boolean isTokenCharacter(int c) {
        return c > ' ' && c < 127 && SEPARATORS.indexOf(c) < 0;
    }
}
