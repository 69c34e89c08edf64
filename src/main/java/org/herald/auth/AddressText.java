package org.herald.auth;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads IP addresses from text, strictly and without ever asking a name server. Anything that is no address literal is
 * empty. An IPv4 address written as IPv6 ({@code ::ffff:10.0.0.1}) is the IPv4 address.
 */
final class AddressText {

    private static final Pattern IPV4_PART = Pattern.compile("0|[1-9][0-9]{0,2}");
    private static final Pattern IPV6_GROUP = Pattern.compile("[0-9A-Fa-f]{1,4}");
    private static final Pattern PORT = Pattern.compile(":[0-9]{1,5}");
    private static final int GROUPS = 8;

    private AddressText() {}

    /** {@code 10.0.0.1} or {@code fd00::1}; no brackets, no port, no zone. */
    static Optional<InetAddress> parse(String text) {
        return Optional.ofNullable(text.indexOf(':') < 0 ? ipv4(text) : ipv6(text))
                .map(AddressText::address);
    }

    /**
     * As forwarding headers name a node: {@link #parse}, or with a port, IPv6 then in brackets (RFC 7239 section 6).
     */
    static Optional<InetAddress> parseNode(String text) {
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            boolean well = end > 0 && isPortOrNothing(text.substring(end + 1));
            String inside = well ? text.substring(1, end) : "";
            return inside.indexOf(':') < 0 ? Optional.empty() : parse(inside);
        }
        int colon = text.indexOf(':');
        if (colon >= 0 && colon == text.lastIndexOf(':')) {
            return isPortOrNothing(text.substring(colon)) ? parse(text.substring(0, colon)) : Optional.empty();
        }
        return parse(text);
    }

    private static boolean isPortOrNothing(String text) {
        return text.isEmpty() || PORT.matcher(text).matches();
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of " + bytes.length + " bytes", e);
        }
    }

    private static byte[] ipv4(String text) {
        String[] parts = text.split("\\.", -1);
        byte[] bytes = new byte[4];
        if (parts.length != bytes.length) {
            return null;
        }
        for (int i = 0; i < bytes.length; i++) {
            if (!IPV4_PART.matcher(parts[i]).matches() || Integer.parseInt(parts[i]) > 255) {
                return null;
            }
            bytes[i] = (byte) Integer.parseInt(parts[i]);
        }
        return bytes;
    }

    private static byte[] ipv6(String text) {
        int gap = text.indexOf("::");
        List<Integer> head = groups(gap < 0 ? text : text.substring(0, gap), gap < 0);
        List<Integer> tail = gap < 0 ? List.of() : groups(text.substring(gap + 2), true);
        if (head == null || tail == null) {
            return null;
        }
        int missing = GROUPS - head.size() - tail.size();
        if (gap < 0 ? missing != 0 : missing < 1) {
            return null;
        }
        List<Integer> all = new ArrayList<>(head);
        all.addAll(Collections.nCopies(missing, 0));
        all.addAll(tail);
        byte[] bytes = new byte[2 * GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            bytes[2 * i] = (byte) (all.get(i) >> 8);
            bytes[2 * i + 1] = all.get(i).byteValue();
        }
        return bytes;
    }

    /** @return null when {@code text} is no list of groups */
    private static List<Integer> groups(String text, boolean mayEndInIpv4) {
        List<Integer> groups = new ArrayList<>();
        if (text.isEmpty()) {
            return groups;
        }
        String[] parts = text.split(":", -1);
        for (int i = 0; i < parts.length; i++) {
            byte[] ipv4 = mayEndInIpv4 && i == parts.length - 1 ? ipv4(parts[i]) : null;
            if (ipv4 != null) {
                groups.add((ipv4[0] & 255) << 8 | ipv4[1] & 255);
                groups.add((ipv4[2] & 255) << 8 | ipv4[3] & 255);
            } else if (IPV6_GROUP.matcher(parts[i]).matches()) {
                groups.add(Integer.parseInt(parts[i], 16));
            } else {
                return null;
            }
        }
        return groups;
    }
}
