package org.herald.it.provider;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.Handshake;
import org.herald.it.kit.HeraldNode;
import org.herald.it.kit.HttpAnswer;
import org.herald.it.kit.NodeSetup;
import org.herald.it.kit.Server;
import org.herald.it.kit.TestCertificate;
import org.herald.it.kit.WebSocketWire;

/**
 * A server with the documented settings of a provider, and where it finds the provider's keys.
 *
 * @param issuer as the settings name it
 */
record Provider(KeyServer keys, HeraldNode node, String issuer) {

    private static final String LOCATION = "mp.jwt.verify.publickey.location";

    /**
     * @param heading of the documented settings
     * @param keys where to find the keys in place of the host that the settings name
     */
    static Provider launch(String heading, KeyServer keys, String name, Belongings owner) {
        Properties settings = Documented.settings(heading);
        NodeSetup setup = HeraldNode.named(name)
                .property("javax.net.ssl.trustStore", keys.trustStore())
                .property("javax.net.ssl.trustStorePassword", new String(TestCertificate.PASSWORD))
                .property("herald.limits.handshakes-per-address", "1000000/PT1M")
                .property("herald.namespaces", "staff")
                .property("herald.namespace.staff.join", "role:staff")
                .property("herald.drain.time", "PT1S");
        settings.stringPropertyNames().forEach(key -> setup.property(key, here(key, settings, keys)));
        return new Provider(keys, owner.add(setup.launch()), settings.getProperty("mp.jwt.verify.issuer"));
    }

    private static String here(String key, Properties settings, KeyServer keys) {
        String value = settings.getProperty(key);
        return key.equals(LOCATION) ? value.replaceFirst("(https://)[^/]+", "$1" + keys.authority()) : value;
    }

    static Path newDirectory(String name) {
        try {
            return Files.createTempDirectory(Path.of("target"), name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Server server() {
        return node.server();
    }

    /** What the server answers to a handshake with that token. */
    HttpAnswer shake(String token) {
        try (WebSocketWire wire = WebSocketWire.dial(server().route())) {
            return wire.shake(Handshake.with(server()).bearer(token));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
