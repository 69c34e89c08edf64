package org.herald.boot;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.ThreadLocalRandom;
import org.herald.config.InvalidSetting;
import org.herald.config.Settings;

/** What this node is called ({@code herald.node}): as configured, or after the host, with something random behind it. */
final class NodeName {

    private NodeName() {}

    static String from(Settings settings) {
        String name = settings.text("herald.node").orElseGet(NodeName::madeUp);
        if (!name.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new InvalidSetting("herald.node", "must be 1-64 characters of A-Z a-z 0-9 . _ -");
        }
        return name;
    }

    private static String madeUp() {
        String random = Integer.toHexString(ThreadLocalRandom.current().nextInt(0x1000, 0x10000));
        String host = host().replaceAll("[^A-Za-z0-9._-]", "-");
        return host.substring(0, Math.min(host.length(), 59)) + "-" + random;
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "node";
        }
    }
}
