package org.herald.auth;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Addresses that begin with the same bits (CIDR, RFC 4632 section 3.1; RFC 4291 section 2.3).
 *
 * @param network IPv4 or IPv6; bits behind the prefix do not count
 * @param prefix how many bits count
 */
public record AddressRange(InetAddress network, int prefix) {

    private static final Pattern LENGTH = Pattern.compile("0|[1-9][0-9]{0,2}");

    /**
     * Of the form {@code 10.0.0.0/8}, {@code fd00::/8} or one address; empty when it is none. Names are not resolved.
     */
    static Optional<AddressRange> parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        return AddressText.parse(address).flatMap(network -> {
            int bits = network.getAddress().length * 8;
            if (slash < 0) {
                return Optional.of(new AddressRange(network, bits));
            }
            String length = text.substring(slash + 1);
            if (!LENGTH.matcher(length).matches()) {
                return Optional.empty();
            }
            boolean mapped = bits == 32 && address.indexOf(':') >= 0;
            int prefix = Integer.parseInt(length) - (mapped ? 96 : 0);
            return prefix < 0 || prefix > bits ? Optional.empty() : Optional.of(new AddressRange(network, prefix));
        });
    }

    /** Whether {@code address} is one of them; never for an address of the other family. */
    public boolean contains(InetAddress address) {
        byte[] mine = network.getAddress();
        byte[] theirs = address.getAddress();
        if (mine.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            int mask = 128 >> (bit & 7);
            if ((mine[bit >> 3] & mask) != (theirs[bit >> 3] & mask)) {
                return false;
            }
        }
        return true;
    }
}
