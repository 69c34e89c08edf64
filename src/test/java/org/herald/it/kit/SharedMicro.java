package org.herald.it.kit;

import fish.payara.arquillian.container.payara.managed.PayaraMicroContainerConfiguration;
import fish.payara.arquillian.container.payara.managed.PayaraMicroDeployableContainer;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.jboss.arquillian.container.spi.client.protocol.metadata.HTTPContext;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.container.spi.client.protocol.metadata.Servlet;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;

/**
 * Payara's Arquillian container, as {@code arquillian.xml} configures it, but for two things. A server stays when a
 * test class is done, for the next class that asks for the same one ({@link OneServerAtATime} ends it when another is
 * asked for). And it is a {@link MicroProcess}: Payara's own way of running it stops listening to what the server
 * writes, and does not wait for its end.
 */
public final class SharedMicro extends PayaraMicroDeployableContainer {

    private PayaraMicroContainerConfiguration configuration;

    /** Null while there is none. */
    private MicroProcess process;

    @Override
    public void setup(PayaraMicroContainerConfiguration configuration) {
        super.setup(configuration);
        this.configuration = configuration;
    }

    @Override
    public ProtocolMetaData deploy(Archive<?> archive) {
        if (process == null || !process.ready()) {
            stop();
            process = setup(archive).start();
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

    /** The server's name is that of the node in its options. */
    private MicroSetup setup(Archive<?> archive) {
        List<String> jvmOptions = words(configuration.getCmdOptions());
        String name = jvmOptions.stream()
                .filter(option -> option.startsWith("-Dherald.node="))
                .map(option -> option.substring(option.indexOf('=') + 1))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("arquillian.xml: cmdOptions lack -Dherald.node=<name>"));
        MicroSetup setup = MicroProcess.named(name);
        File war = setup.temporaryDirectory().resolve(archive.getName()).toFile();
        war.getParentFile().mkdirs();
        archive.as(ZipExporter.class).exportTo(war, true);
        return setup.microJar(Path.of(configuration.getMicroJar()))
                .war(war.toPath())
                .jvm(jvmOptions.toArray(String[]::new))
                .micro(words(configuration.getExtraMicroOptions()).toArray(String[]::new));
    }

    private static ProtocolMetaData description(Server server) {
        HTTPContext http =
                new HTTPContext(server.base().getHost(), server.base().getPort());
        http.add(new Servlet("herald", server.base().getPath()));
        return new ProtocolMetaData().addContext(http).addContext(server);
    }

    private static List<String> words(String options) {
        return options == null || options.isBlank()
                ? List.of()
                : List.of(options.strip().split("\\s+"));
    }
}
