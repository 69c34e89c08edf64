package org.herald.it.kit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Payara Server, the full one, which Maven has unpacked: each server is a domain of its own, made by {@code asadmin}, on
 * 127.0.0.1 only, without the services that Herald does not need.
 */
final class PayaraServer implements Product.Manner {

    private static final Pattern VERSION = Pattern.compile("(Payara Server \\d[\\d.]+)");

    private static final Path HOME = Path.of("target", "payara6");
    private static final String DOMAIN = "herald";
    private static final String MAIN = "com.sun.enterprise.glassfish.bootstrap.ASMain";

    /** Where {@code create-domain} puts these, after the port that it is given. */
    private static final int HTTP = 80;

    private static final int ADMIN = 48;
    private static final int JMX = 86;

    @Override
    public Ports freePorts() {
        int http = HeraldNode.freePort();
        return HeraldNode.isFree(http - HTTP + ADMIN) ? new Ports(http, 0) : freePorts();
    }

    @Override
    public void prepare(NodeSetup setup, Ports ports) throws IOException {
        asadmin(
                "create-domain",
                "--nopassword=true",
                "--savelogin=false",
                "--portbase=" + (ports.http() - HTTP),
                "--domaindir=" + domains(setup),
                DOMAIN);
        Path domain = domains(setup).resolve(DOMAIN);
        Path configuration = domain.resolve("config").resolve("domain.xml");
        Files.writeString(
                configuration,
                Files.readString(configuration)
                        .replaceAll(" address=\"(0\\.0\\.0\\.0|127\\.0\\.0\\.1)\"", "")
                        .replace("<network-listener ", "<network-listener address=\"127.0.0.1\" ")
                        .replace("<iiop-listener ", "<iiop-listener address=\"127.0.0.1\" ")
                        .replace("<jmx-connector ", "<jmx-connector address=\"127.0.0.1\" ")
                        .replace(
                                "<hazelcast-config-specific-configuration",
                                "<hazelcast-config-specific-configuration enabled=\"false\""));
        if (setup.hasHerald()) {
            Files.copy(setup.war(), domain.resolve("autodeploy").resolve("herald.war"));
        }
    }

    /** What {@code start-domain} would run: so the server is a process of ours, with its options and its output. */
    @Override
    public List<String> command(NodeSetup setup, Ports ports) {
        List<String> own = setup.java().subList(1, setup.java().size());
        List<String> command =
                new ArrayList<>(asadmin("start-domain", "--dry-run=true", "--domaindir=" + domains(setup), DOMAIN)
                        .lines()
                        .skip(1)
                        .takeWhile(line -> !line.isBlank())
                        .toList());
        command.addAll(command.indexOf(MAIN), own);
        command.set(command.indexOf("-verbose") + 1, "true");
        command.set(command.indexOf("-read-stdin") + 1, "false");
        return command;
    }

    @Override
    public boolean hasStarted(ServerLog log) {
        return log.has(" startup time : ");
    }

    @Override
    public boolean hasDeployed(ServerLog log) {
        return log.has("] at [/herald]");
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
        return AsadminDeployments.start(setup);
    }

    static int jmxPort(Server server) {
        return server.address().getPort() - HTTP + JMX;
    }

    /** @return what it says */
    static String asadmin(Server server, String... command) {
        int port = server.address().getPort() - HTTP + ADMIN;
        return asadmin(
                Stream.concat(Stream.of("--port=" + port), Stream.of(command)).toArray(String[]::new));
    }

    private static String asadmin(String... command) {
        List<String> all = Stream.concat(
                        Stream.of(
                                Jdk.tool("java"),
                                "-jar",
                                HOME.resolve("glassfish")
                                        .resolve("lib")
                                        .resolve("client")
                                        .resolve("appserver-cli.jar")
                                        .toString(),
                                "--interactive=false",
                                "--user=admin"),
                        Stream.of(command))
                .toList();
        try {
            ProcessBuilder builder = new ProcessBuilder(all).redirectErrorStream(true);
            builder.environment()
                    .put("JAVA_HOME", new File(Jdk.tool("java")).getParentFile().getParent());
            builder.environment().put("AS_JAVA", builder.environment().get("JAVA_HOME"));
            Process process = builder.start();
            process.getOutputStream().close();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("asadmin " + String.join(" ", command) + " failed: " + answer);
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Path domains(NodeSetup setup) {
        return setup.directory().toAbsolutePath().resolve("domains");
    }
}
