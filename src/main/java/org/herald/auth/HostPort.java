package org.herald.auth;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The host and port of an authority (RFC 3986 section 3.2, without user information), as a {@code Host} header or an
 * origin has them.
 *
 * @param host in lower case; an IPv6 address in brackets and in one spelling
 * @param port -1 when there is none
 */
record HostPort(String host, int port) {

    private static final Pattern FORM =
            Pattern.compile("(?<host>[A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(?::(?<port>[0-9]{1,5}))?");

    /** Empty when {@code text} is anything else; names beyond ASCII are expected as they go over the wire (xn--). */
    static Optional<HostPort> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        int port = form.group("port") == null ? -1 : Integer.parseInt(form.group("port"));
        if (port > 65535) {
            return Optional.empty();
        }
        return host(form.group("host")).map(host -> new HostPort(host, port));
    }

    private static Optional<String> host(String text) {
        if (!text.startsWith("[")) {
            return Optional.of(text.toLowerCase(Locale.ROOT));
        }
        String inside = text.substring(1, text.length() - 1);
        return inside.indexOf(':') < 0
                ? Optional.empty()
                : AddressText.parse(inside).map(address -> "[" + address.getHostAddress() + "]");
    }
}
