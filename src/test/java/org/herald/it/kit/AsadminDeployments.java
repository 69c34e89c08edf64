package org.herald.it.kit;

/** A Payara Server that obeys {@code asadmin}. */
final class AsadminDeployments implements Deployments {

    private final MicroProcess process;

    private AsadminDeployments(MicroProcess process) {
        this.process = process;
    }

    static AsadminDeployments start(MicroSetup setup) {
        return new AsadminDeployments(setup.withoutHerald().launch().awaitStarted());
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
        PayaraServer.asadmin(server(), "deploy", "--name=herald", "--contextroot=herald", MicroSetup.WAR.toString());
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
