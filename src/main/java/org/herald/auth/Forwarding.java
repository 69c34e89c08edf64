package org.herald.auth;

import java.util.ArrayList;
import java.util.List;

/**
 * What proxies said about where a request came from, by one family of headers. The last hop is what the proxy nearest
 * to us said.
 *
 * @param hops the farthest first
 */
record Forwarding(List<Hop> hops) {

    static final Forwarding NONE = new Forwarding(List.of());

    /**
     * What one proxy said. Every text is as it was sent and may be anything.
     *
     * @param node who spoke to it, or null
     * @param scheme by which they did, or null
     * @param host which they asked for, or null
     */
    record Hop(String node, String scheme, String host) {}

    Forwarding {
        hops = List.copyOf(hops);
    }

    boolean isEmpty() {
        return hops.isEmpty();
    }

    /**
     * The headers that came before RFC 7239. A scheme or host is matched with its hop where there are as many as hops.
     * A single one counts for all of them; of any other number only the last was said by the nearest proxy.
     */
    static Forwarding ofXHeaders(RequestView request) {
        List<String> nodes = parts(request.headers("X-Forwarded-For"));
        List<String> schemes = parts(request.headers("X-Forwarded-Proto"));
        List<String> hosts = parts(request.headers("X-Forwarded-Host"));
        int size = nodes.isEmpty() && !(schemes.isEmpty() && hosts.isEmpty()) ? 1 : nodes.size();
        List<Hop> hops = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            String node = nodes.isEmpty() ? null : nodes.get(i);
            hops.add(new Hop(node, said(schemes, i, size), said(hosts, i, size)));
        }
        return new Forwarding(hops);
    }

    private static String said(List<String> values, int hop, int hops) {
        if (values.isEmpty()) {
            return null;
        }
        return values.get(values.size() == hops ? hop : values.size() - 1);
    }

    private static List<String> parts(List<String> lines) {
        List<String> parts = new ArrayList<>();
        for (String line : lines) {
            for (String part : line.split(",", -1)) {
                parts.add(part.strip());
            }
        }
        return parts;
    }
}
