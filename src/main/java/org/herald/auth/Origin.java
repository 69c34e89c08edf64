package org.herald.auth;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a page came from (RFC 6454 section 4). Two are equal when RFC 6454 section 5 says so: scheme and host in lower
 * case, the port written out.
 *
 * @param scheme in lower case
 * @param host in lower case
 * @param port -1 for a scheme without a default port that names none
 */
public record Origin(String scheme, String host, int port) {

    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]{0,63}");

    /** The serialised form of RFC 6454 section 6.2 and nothing else: no path, no list, no wildcard, no {@code null}. */
    static Optional<Origin> parse(String text) {
        int end = text.indexOf("://");
        return end < 0 ? Optional.empty() : of(text.substring(0, end), text.substring(end + 3));
    }

    /** @param authority a host, with a port if it is not the scheme's own */
    static Optional<Origin> of(String scheme, String authority) {
        if (!SCHEME.matcher(scheme).matches()) {
            return Optional.empty();
        }
        String lower = scheme.toLowerCase(Locale.ROOT);
        return HostPort.parse(authority).map(at -> {
            int port = at.port() < 0 ? defaultPort(lower) : at.port();
            return new Origin(lower, at.host(), port);
        });
    }

    private static int defaultPort(String scheme) {
        return switch (scheme) {
            case "http", "ws" -> 80;
            case "https", "wss" -> 443;
            default -> -1;
        };
    }
}
