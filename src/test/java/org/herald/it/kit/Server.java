package org.herald.it.kit;

import java.net.InetSocketAddress;
import java.net.URI;

/**
 * A running server that has Herald deployed.
 *
 * @param name of its configuration
 * @param base where Herald is, without a slash at the end: {@code http://127.0.0.1:<port>/herald}
 */
public record Server(String name, URI base, ServerProcess process, ServerLog log) {

    /** @param path with a leading slash, below Herald's context root */
    public URI uri(String path) {
        return URI.create(base + path);
    }

    /** @param path with a leading slash, from the top of the server, such as {@code /health/ready} */
    public URI fromTop(String path) {
        return base.resolve(path);
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(base.getHost(), base.getPort());
    }
}
