package org.herald.it.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * WildFly with its MicroProfile configuration, which Maven has unpacked: each server has a copy of the configuration and
 * directories of its own. Whoever reaches its management port on this machine may manage it.
 */
final class WildFly implements Product.Manner {

    private static final Pattern VERSION = Pattern.compile("(WildFly \\d+\\.[\\d.]+Final)");

    private static final Path HOME = Path.of("target", "wildfly");
    private static final String CONFIGURATION = "standalone-microprofile.xml";
    private static final String LOGIN = " http-authentication-factory=\"management-http-authentication\"";

    /** The server can compress; whether it does is Herald's matter. */
    private static final String WEBSOCKETS = "<websockets/>";

    private static final String COMPRESSING = "<websockets per-message-deflate=\"true\" deflater-level=\"6\"/>";

    /** How it finds the certificate that it makes for itself. */
    private static final String OWN_PASSWORD = "<credential-reference clear-text=\"password\"/>";

    private static final String OWN_KIND = "<implementation type=\"JKS\"/>";
    private static final String OWN_KEYS =
            "<file path=\"application.keystore\" relative-to=\"jboss.server.config.dir\"/>";
    private static final String OWN_CERTIFICATE = " generate-self-signed-certificate-host=\"localhost\"";

    private static final String STARTED = " started in ";
    private static final String STARTED_WITH_ERRORS = " started (with errors) in ";
    private static final String DEPLOYED = "WFLYSRV0010: Deployed ";

    @Override
    public Ports freePorts() {
        return Ports.two();
    }

    @Override
    public void prepare(NodeSetup setup, Ports ports) throws IOException {
        Path configuration = Files.createDirectories(base(setup).resolve("configuration"));
        Path deployments = Files.createDirectories(base(setup).resolve("deployments"));
        Path source = setup.configuration().orElse(HOME.resolve("standalone").resolve("configuration"));
        try (Stream<Path> files = Files.list(source)) {
            files.filter(Files::isRegularFile).forEach(file -> copy(file, configuration));
        }
        Path main = configuration.resolve(CONFIGURATION);
        String text = Files.readString(main).replace(LOGIN, "").replace(WEBSOCKETS, COMPRESSING);
        Files.writeString(main, setup.secure().map(tls -> presenting(tls, text)).orElse(text));
        if (setup.hasHerald()) {
            copy(setup.war(), deployments);
        }
    }

    @Override
    public List<String> command(NodeSetup setup, Ports ports) {
        Path base = base(setup).toAbsolutePath();
        return Stream.of(
                        setup.java().stream(),
                        Stream.of(
                                "--add-exports=java.desktop/sun.awt=ALL-UNNAMED",
                                "--add-exports=java.naming/com.sun.jndi.ldap=ALL-UNNAMED",
                                "--add-exports=java.naming/com.sun.jndi.url.ldap=ALL-UNNAMED",
                                "--add-exports=java.naming/com.sun.jndi.url.ldaps=ALL-UNNAMED",
                                "--add-exports=jdk.naming.dns/com.sun.jndi.dns=ALL-UNNAMED",
                                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                                "--add-opens=java.base/java.lang.invoke=ALL-UNNAMED",
                                "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
                                "--add-opens=java.base/java.io=ALL-UNNAMED",
                                "--add-opens=java.base/java.net=ALL-UNNAMED",
                                "--add-opens=java.base/java.security=ALL-UNNAMED",
                                "--add-opens=java.base/java.util=ALL-UNNAMED",
                                "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                                "--add-opens=java.management/javax.management=ALL-UNNAMED",
                                "--add-opens=java.naming/javax.naming=ALL-UNNAMED",
                                "-Djava.net.preferIPv4Stack=true",
                                "-Djava.awt.headless=true",
                                "-Djboss.modules.system.pkgs=org.jboss.byteman",
                                "-Dorg.jboss.boot.log.file="
                                        + base.resolve("log").resolve("server.log"),
                                "-Dlogging.configuration=file:"
                                        + base.resolve("configuration").resolve("logging.properties"),
                                "-Djboss.home.dir=" + HOME.toAbsolutePath(),
                                "-Djboss.server.base.dir=" + base,
                                "-Djboss.http.port=" + ports.http(),
                                "-Djboss.https.port="
                                        + setup.secure()
                                                .map(SecureEntrance::port)
                                                .orElseGet(HeraldNode::freePort),
                                "-Djboss.management.http.port=" + ports.management()),
                        Stream.of("-jar", HOME.resolve("jboss-modules.jar").toString()),
                        Stream.of("-mp", HOME.resolve("modules").toString(), "org.jboss.as.standalone"),
                        Stream.of("-b", "127.0.0.1", "-bmanagement", "127.0.0.1", "-c", CONFIGURATION))
                .flatMap(options -> options)
                .toList();
    }

    @Override
    public boolean hasStarted(ServerLog log) {
        return log.has(STARTED) || log.has(STARTED_WITH_ERRORS);
    }

    @Override
    public boolean hasDeployed(ServerLog log) {
        return log.has(DEPLOYED);
    }

    @Override
    public Pattern version() {
        return VERSION;
    }

    /** It has no MicroProfile Metrics: the figures are Herald's own page. */
    @Override
    public String figures() {
        return "/herald/metrics";
    }

    @Override
    public Deployments deployments(NodeSetup setup) {
        return WildFlyDeployments.start(setup);
    }

    /** With the certificate in place of the one that it would make for itself. */
    private static String presenting(SecureEntrance tls, String configuration) {
        String changed = configuration
                .replace(
                        OWN_PASSWORD,
                        "<credential-reference clear-text=\"" + new String(TestCertificate.PASSWORD) + "\"/>")
                .replace(OWN_KIND, "<implementation type=\"PKCS12\"/>")
                .replace(
                        OWN_KEYS, "<file path=\"" + tls.certificate().keyStore().toAbsolutePath() + "\"/>")
                .replace(OWN_CERTIFICATE, "");
        if (Stream.of(OWN_PASSWORD, OWN_KIND, OWN_KEYS, OWN_CERTIFICATE)
                .anyMatch(own -> !configuration.contains(own))) {
            throw new IllegalStateException(CONFIGURATION + " has no key store that is known");
        }
        return changed;
    }

    private static Path base(NodeSetup setup) {
        return setup.directory().resolve("standalone");
    }

    private static void copy(Path file, Path directory) {
        try {
            Files.copy(file, directory.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
