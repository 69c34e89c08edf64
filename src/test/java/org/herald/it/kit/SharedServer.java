package org.herald.it.kit;

import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.protocol.ProtocolDescription;
import org.jboss.arquillian.container.spi.client.protocol.metadata.HTTPContext;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.container.spi.client.protocol.metadata.Servlet;
import org.jboss.shrinkwrap.api.Archive;

/**
 * A server of {@code arquillian.xml}, started with the first deployment, as a {@link HeraldNode} of the kind that the tests are run on. It stays when a
 * test class is done, for the next class that asks for the same one ({@link OneServerAtATime} ends it when another is
 * asked for). The WAR goes in as Maven has built it, byte for byte.
 */
public final class SharedServer implements DeployableContainer<SharedServerConfiguration> {

    private SharedServerConfiguration configuration;

    /** Null while there is none. */
    private HeraldNode process;

    @Override
    public Class<SharedServerConfiguration> getConfigurationClass() {
        return SharedServerConfiguration.class;
    }

    @Override
    public void setup(SharedServerConfiguration configuration) {
        this.configuration = configuration;
    }

    @Override
    public ProtocolDescription getDefaultProtocol() {
        return new ProtocolDescription("Servlet 5.0");
    }

    @Override
    public ProtocolMetaData deploy(Archive<?> archive) {
        if (process == null || !process.ready()) {
            stop();
            process = HeraldNode.named(configuration.name())
                    .jvm(configuration.words())
                    .start();
        }
        return description(process.server());
    }

    @Override
    public void undeploy(Archive<?> archive) {
        // stays for the next class
    }

    @Override
    public void stop() {
        if (process != null) {
            process.close();
            process = null;
        }
    }

    private static ProtocolMetaData description(Server server) {
        HTTPContext http =
                new HTTPContext(server.base().getHost(), server.base().getPort());
        http.add(new Servlet("herald", server.base().getPath()));
        return new ProtocolMetaData().addContext(http).addContext(server);
    }
}
