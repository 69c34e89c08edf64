package org.herald.auth;

import java.net.InetAddress;

/** The names by which a machine calls itself, and which no name server can give to anybody else. */
public final class LoopbackName {

    private static final String NAME = "localhost";

    private LoopbackName() {}

    /**
     * Whether a request was meant for the machine that it comes from. A page whose own name is suddenly said to be at
     * 127.0.0.1 (DNS rebinding) has a browser ask on this machine, and call it by that name.
     *
     * @param host a {@code Host} header, or null
     * @return true for {@code localhost}, what ends in {@code .localhost} (RFC 6761 section 6.3), and addresses of the
     *     loopback, with or without a port
     */
    public static boolean is(String host) {
        return host != null
                && HostPort.parse(host)
                        .map(HostPort::host)
                        .filter(LoopbackName::isOne)
                        .isPresent();
    }

    private static boolean isOne(String host) {
        String name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return name.equals(NAME)
                || name.endsWith('.' + NAME)
                || AddressText.parse(name)
                        .filter(InetAddress::isLoopbackAddress)
                        .isPresent();
    }
}
