package org.herald.it.kit;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A kind of server that Herald runs on: the one place that knows in what they differ for whoever starts and watches one.
 * Which one the tests are run on says {@code -Dherald.it.server}; whoever needs a certain one says so ({@link
 * NodeSetup#on}).
 */
public enum Product {
    PAYARA_MICRO("payara-micro", new PayaraMicro()),
    PAYARA_SERVER("payara-server", new PayaraServer()),
    WILDFLY("wildfly", new WildFly());

    private static final String PROPERTY = "herald.it.server";

    private final String id;
    private final Manner manner;

    Product(String id, Manner manner) {
        this.id = id;
        this.manner = manner;
    }

    /** The one that the tests are run on. */
    public static Product underTest() {
        String wanted = System.getProperty(PROPERTY, PAYARA_MICRO.id);
        for (Product product : values()) {
            if (product.id.equals(wanted)) {
                return product;
            }
        }
        throw new IllegalArgumentException(PROPERTY + ": there is no server " + wanted);
    }

    /** Whether it answers a URL that cannot be decoded with a bare 400, without asking the application. */
    public boolean refusesUnreadableUrls() {
        return this == WILDFLY;
    }

    /** Whether it passes over the empty parts of a message: the application, who sees none, cannot end who sends no others. */
    public boolean hidesEmptyParts() {
        return this == WILDFLY;
    }

    /** Bytes of an unfinished binary message that it shows to the application only when there are more. */
    public int heldBack() {
        return this == WILDFLY ? 16_384 : 0;
    }

    Manner manner() {
        return manner;
    }

    @Override
    public String toString() {
        return id;
    }

    /** How servers of one kind are run, and what they say. */
    interface Manner {

        Ports freePorts();

        /** Lays out what the server needs in its directory, which is there. */
        void prepare(NodeSetup setup, Ports ports) throws IOException;

        List<String> command(NodeSetup setup, Ports ports);

        /** Whether it has tried everything, with success or without. */
        boolean hasStarted(ServerLog log);

        /** Whether Herald was deployed when it started. */
        boolean hasDeployed(ServerLog log);

        /** Finds name and version in what it logs, as its first group. */
        Pattern version();

        /** Where the figures are, in the text format of Prometheus; a path from the top of the server. */
        String figures();

        /** Starts a server with nothing deployed yet. */
        Deployments deployments(NodeSetup setup);
    }
}
