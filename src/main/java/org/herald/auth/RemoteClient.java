package org.herald.auth;

import java.net.InetAddress;

/**
 * Who made a request, as far as we can know.
 *
 * @param address of the client, or of the proxy nearest to it that said who it is; {@code 0.0.0.0} when the socket has
 *     none. Without a host name: its text is safe for logs
 * @param scheme {@code http} or {@code https}, as the client used it
 * @param host the host, with a port if it named one, that the client asked for; null when it named none
 */
public record RemoteClient(InetAddress address, String scheme, String host) {

    /** For logs and lists. */
    public String addressText() {
        return address.getHostAddress();
    }
}
