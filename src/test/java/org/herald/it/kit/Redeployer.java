package org.herald.it.kit;

/**
 * A server on which Herald is deployed and undeployed as often as one likes, with other settings each time. It writes to
 * {@code target/servers/<name>.log} and ends at the latest with the tests. For one thread.
 */
public final class Redeployer implements AutoCloseable {

    private static final int NOT_FOUND = 404;

    private final Deployments deployments;

    private Redeployer(Deployments deployments) {
        this.deployments = deployments;
    }

    /** Starts the server, with nothing deployed yet, and waits until it is there. */
    public static Redeployer start(String name) {
        return start(HeraldNode.named(name));
    }

    /** The same, with options. */
    public static Redeployer start(NodeSetup setup) {
        TestKeys.publish();
        return new Redeployer(setup.product().manner().deployments(setup));
    }

    public Server server() {
        return deployments.server();
    }

    public ServerLog log() {
        return server().log();
    }

    /** A setting of the deployments to come. */
    public Redeployer set(String key, Object value) {
        deployments.set(key, value.toString());
        return this;
    }

    public Redeployer unset(String key) {
        deployments.unset(key);
        return this;
    }

    /** The keys by which the tests' tokens are verified, and what else they must say. */
    public Redeployer trustTestTokens() {
        return set("mp.jwt.verify.publickey.location", TestKeys.DIRECTORY.resolve("rsa.pem"))
                .set("mp.jwt.verify.issuer", Tokens.ISSUER)
                .set("mp.jwt.verify.audiences", Tokens.AUDIENCE);
    }

    /** Tries to deploy Herald, with success or without. */
    public void deploy() {
        deployments.deploy();
    }

    public void undeploy() {
        deployments.undeploy();
    }

    /** Whether a request for Herald finds anything. */
    public boolean deployed() {
        return Http.get(server().uri("/ws")).statusCode() != NOT_FOUND;
    }

    @Override
    public void close() {
        deployments.close();
    }
}
