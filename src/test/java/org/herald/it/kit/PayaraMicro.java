package org.herald.it.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Payara Micro: one JAR, which Maven has copied. */
final class PayaraMicro implements Product.Manner {

    private static final Pattern VERSION = Pattern.compile("(Payara Micro \\d[\\d.]+)");
    private static final String BEFORE_BOOT = "--prebootcommandfile";
    private static final Path LOOPBACK_ONLY = Path.of("src", "test", "resources", "loopback-only.txt");

    private static final String TLS_COMMANDS = """
            set configs.config.server-config.network-config.network-listeners.network-listener.https-listener.address=127.0.0.1
            set configs.config.server-config.network-config.protocols.protocol.https-listener.ssl.cert-nickname=herald
            """;

    static final Path JAR = Path.of("target", "payara-micro.jar");

    private static final String STARTED = ") ready in ";

    /** Micro claims that it "successfully deployed" before it starts the application; this it says after. */
    private static final String DEPLOYED = "] at [/herald]";

    @Override
    public Ports freePorts() {
        return Ports.one();
    }

    /** It unpacks itself, 99 MB, into the directory for temporary files. */
    @Override
    public void prepare(NodeSetup setup, Ports ports) throws IOException {
        if (setup.secure().isPresent()) {
            Files.writeString(commandsForTls(setup), Files.readString(LOOPBACK_ONLY) + TLS_COMMANDS);
        }
    }

    @Override
    public List<String> command(NodeSetup setup, Ports ports) {
        return Stream.of(
                        setup.java().stream(),
                        setup.secure().stream().flatMap(PayaraMicro::keys),
                        Stream.of("-jar", JAR.toString()),
                        common(ports),
                        setup.arguments().contains(BEFORE_BOOT) ? Stream.<String>empty() : beforeBoot(setup),
                        setup.secure().stream().flatMap(tls -> Stream.of("--sslport", Integer.toString(tls.port()))),
                        setup.arguments().stream(),
                        Stream.of(
                                "--contextroot",
                                "herald",
                                "--deploy",
                                setup.war().toString()))
                .flatMap(options -> options)
                .toList();
    }

    static Stream<String> options(Ports ports) {
        return Stream.concat(common(ports), Stream.of(BEFORE_BOOT, LOOPBACK_ONLY.toString()));
    }

    private static Stream<String> beforeBoot(NodeSetup setup) {
        Path commands = setup.secure().isPresent() ? commandsForTls(setup) : LOOPBACK_ONLY;
        return Stream.of(BEFORE_BOOT, commands.toString());
    }

    private static Path commandsForTls(NodeSetup setup) {
        return setup.directory().resolve("pre-boot").toAbsolutePath();
    }

    private static Stream<String> keys(SecureEntrance tls) {
        return Stream.of(
                "-Djavax.net.ssl.keyStore=" + tls.certificate().keyStore().toAbsolutePath(),
                "-Djavax.net.ssl.keyStoreType=PKCS12",
                "-Djavax.net.ssl.keyStorePassword=" + new String(TestCertificate.PASSWORD));
    }

    private static Stream<String> common(Ports ports) {
        return Stream.of("--nocluster", "--disablephonehome", "--port", Integer.toString(ports.http()));
    }

    @Override
    public boolean hasStarted(ServerLog log) {
        return log.has(STARTED);
    }

    @Override
    public boolean hasDeployed(ServerLog log) {
        return log.has(DEPLOYED);
    }

    @Override
    public Pattern version() {
        return VERSION;
    }

    @Override
    public String figures() {
        return "/metrics?scope=application";
    }

    @Override
    public Deployments deployments(NodeSetup setup) {
        return MicroDeployments.start(setup);
    }
}
