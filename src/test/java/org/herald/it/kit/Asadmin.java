package org.herald.it.kit;

/** The command line of Payara Server. */
public final class Asadmin {

    private Asadmin() {}

    /**
     * Has a server do something.
     *
     * @return what it says
     * @throws IllegalStateException when it fails
     */
    public static String run(Server server, String... command) {
        return PayaraServer.asadmin(server, command);
    }
}
