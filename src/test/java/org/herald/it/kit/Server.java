package org.herald.it.kit;

import java.net.InetSocketAddress;
import java.net.URI;

/**
 * A running server that has Herald deployed.
 *
 * @param name of its configuration
 */
public record Server(String name, Product product, Ports ports, ServerProcess process, ServerLog log)
        implements Entrance {

    private static final String HEALTH = "/health";

    @Override
    public URI base() {
        return ports.herald();
    }

    @Override
    public Route route() {
        return Route.to(this);
    }

    /** @param path with a leading slash, below Herald's context root */
    public URI uri(String path) {
        return URI.create(base() + path);
    }

    /** @param path with a leading slash, from the top of the server, such as {@code /health/ready}, on whatever port that is */
    public URI fromTop(String path) {
        return path.startsWith(HEALTH) ? top().resolve(path) : base().resolve(path);
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(base().getHost(), base().getPort());
    }

    /** Of a server that has a port of its own for it. */
    public int managementPort() {
        return ports.management();
    }

    /** Where the server is managed and shows its health. */
    URI top() {
        return ports.top();
    }
}
