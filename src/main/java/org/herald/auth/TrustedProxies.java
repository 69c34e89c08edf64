package org.herald.auth;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.herald.auth.Forwarding.Hop;

/**
 * Finds out who is behind the proxies. Only what a proxy of {@code herald.proxies} said is believed: its own words
 * stand at the right end of {@code Forwarded} (RFC 7239) or {@code X-Forwarded-For}, so the walk goes from right to
 * left and ends at the first address that is no such proxy. What stands left of that may be written by anybody.
 *
 * <p>Most proxies write one family of headers and hand the other on as it came. So where both are there and do not
 * agree, or {@code Forwarded} is broken, neither is believed. No name is ever resolved. Immutable.
 */
public final class TrustedProxies {

    private static final InetAddress NOWHERE = AddressText.parse("0.0.0.0").orElseThrow();
    private static final Pattern ZONE = Pattern.compile("%[^\\]]*");

    private final List<AddressRange> trusted;

    public TrustedProxies(AuthSettings settings) {
        this.trusted = settings.proxies();
    }

    /**
     * @param remoteAddress of the socket, as text; null or no address (a local socket) is trusted in nothing
     * @param scheme by which the socket came: {@code http} or {@code https}
     * @param host the {@code Host} header, or null
     * @param request its headers
     */
    public RemoteClient behind(String remoteAddress, String scheme, String host, RequestView request) {
        Optional<InetAddress> address = address(remoteAddress);
        RemoteClient peer = new RemoteClient(address.orElse(NOWHERE), scheme, host);
        Optional<Forwarding> said = ForwardedHeader.parse(request.headers("Forwarded"));
        if (address.filter(this::trusts).isEmpty() || said.isEmpty()) {
            return peer;
        }
        Forwarding standard = said.get();
        Forwarding older = Forwarding.ofXHeaders(request);
        if (standard.isEmpty() || older.isEmpty()) {
            return walk(peer, standard.isEmpty() ? older : standard);
        }
        RemoteClient one = walk(peer, standard);
        RemoteClient other = walk(peer, older);
        return one.address().equals(other.address()) ? agreed(peer, one, other) : peer;
    }

    private RemoteClient walk(RemoteClient peer, Forwarding forwarding) {
        InetAddress address = peer.address();
        String scheme = peer.scheme();
        String host = peer.host();
        for (int i = forwarding.hops().size() - 1; i >= 0 && trusts(address); i--) {
            Hop hop = forwarding.hops().get(i);
            scheme = scheme(hop.scheme()).orElse(scheme);
            host = host(hop.host()).orElse(host);
            Optional<InetAddress> node = Optional.ofNullable(hop.node()).flatMap(AddressText::parseNode);
            if (node.isEmpty()) {
                break;
            }
            address = node.get();
        }
        return new RemoteClient(address, scheme, host);
    }

    /** A value that only one of them changed was said by that one alone; two that differ are dropped. */
    private static RemoteClient agreed(RemoteClient peer, RemoteClient one, RemoteClient other) {
        return new RemoteClient(
                one.address(),
                agreed(peer.scheme(), one.scheme(), other.scheme()),
                agreed(peer.host(), one.host(), other.host()));
    }

    private static String agreed(String otherwise, String one, String other) {
        if (Objects.equals(one, other) || Objects.equals(other, otherwise)) {
            return one;
        }
        return Objects.equals(one, otherwise) ? other : otherwise;
    }

    private boolean trusts(InetAddress address) {
        return trusted.stream().anyMatch(range -> range.contains(address));
    }

    private static Optional<String> scheme(String said) {
        return switch (said == null ? "" : said.toLowerCase(Locale.ROOT)) {
            case "http", "ws" -> Optional.of("http");
            case "https", "wss" -> Optional.of("https");
            default -> Optional.empty();
        };
    }

    private static Optional<String> host(String said) {
        return Optional.ofNullable(said).filter(text -> HostPort.parse(text).isPresent());
    }

    /** Some containers leave brackets around IPv6, and a zone behind it (RFC 4007 section 11). */
    private static Optional<InetAddress> address(String text) {
        return Optional.ofNullable(text).map(TrustedProxies::withoutZone).flatMap(AddressText::parseNode);
    }

    private static String withoutZone(String address) {
        return address.indexOf('%') < 0 ? address : ZONE.matcher(address).replaceFirst("");
    }
}
