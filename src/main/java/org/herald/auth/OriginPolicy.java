package org.herald.auth;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which pages may connect. A browser tells the page's origin and cannot be made to lie about it; it sends cookies along
 * wherever the page is from, so that without this any page could act for the user (RFC 6455 section 10.2). Immutable.
 */
public final class OriginPolicy {

    private final Set<Origin> allowed;

    public OriginPolicy(AuthSettings settings) {
        this.allowed = Set.copyOf(settings.origins());
    }

    /**
     * @param origin the {@code Origin} header; null when there is none, as from clients that are no browser. Several
     *     header lines are handed in joined by commas, and refused
     * @param scheme of the request as the client made it: {@code http}, {@code https}, {@code ws}, {@code wss}
     * @param host the {@code Host} header as the client sent it, or null
     * @return true without an origin, for the page's own server and for what is on the list
     */
    public boolean allows(String origin, String scheme, String host) {
        if (origin == null) {
            return true;
        }
        Optional<Origin> page = Origin.parse(origin);
        return page.isPresent() && (allowed.contains(page.get()) || page.equals(own(scheme, host)));
    }

    private static Optional<Origin> own(String scheme, String host) {
        if (scheme == null || host == null) {
            return Optional.empty();
        }
        return switch (scheme.toLowerCase(Locale.ROOT)) {
            case "http", "ws" -> Origin.of("http", host);
            case "https", "wss" -> Origin.of("https", host);
            default -> Optional.empty();
        };
    }
}
