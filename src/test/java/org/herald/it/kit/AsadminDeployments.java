package org.herald.it.kit;

import java.nio.file.Path;

/** A Payara Server that obeys {@code asadmin}. */
final class AsadminDeployments implements Deployments {

    private final HeraldNode process;

    private final Path war;

    private AsadminDeployments(HeraldNode process, Path war) {
        this.process = process;
        this.war = war;
    }

    static AsadminDeployments start(NodeSetup setup) {
        return new AsadminDeployments(setup.withoutHerald().launch().awaitStarted(), setup.war());
    }

    @Override
    public Server server() {
        return process.server();
    }

    @Override
    public void set(String key, String value) {
        throw new UnsupportedOperationException("what is set here counts from the next start: say it in the setup");
    }

    @Override
    public void unset(String key) {
        throw new UnsupportedOperationException("what is unset here counts from the next start");
    }

    @Override
    public void deploy() {
        PayaraServer.asadmin(server(), "deploy", "--name=herald", "--contextroot=herald", war.toString());
    }

    @Override
    public void undeploy() {
        PayaraServer.asadmin(server(), "undeploy", "herald");
    }

    @Override
    public void close() {
        process.close();
    }
}
