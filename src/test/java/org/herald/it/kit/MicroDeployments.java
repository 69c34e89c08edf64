package org.herald.it.kit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A Payara Micro that obeys its standard input ({@link RedeployerMain}), and ends with it, so at the latest with the tests. */
final class MicroDeployments implements Deployments {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Process process;
    private final Writer commands;
    private final Server server;

    private MicroDeployments(Process process, Server server) {
        this.process = process;
        this.server = server;
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
    }

    static MicroDeployments start(NodeSetup setup) {
        Ports ports = Ports.one();
        File log = new File("target/servers", setup.name() + ".log");
        try {
            Files.createDirectories(setup.directory());
            Process process = new ProcessBuilder(command(setup, ports))
                    .redirectErrorStream(true)
                    .redirectOutput(log)
                    .start();
            Server server = new Server(
                    setup.name(),
                    Product.PAYARA_MICRO,
                    ports,
                    new ServerProcess(process.pid()),
                    new ServerLog(log.toPath()));
            MicroDeployments deployments = new MicroDeployments(process, server);
            deployments.awaitAnswers(1);
            return deployments;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Server server() {
        return server;
    }

    @Override
    public void set(String key, String value) {
        obey("set " + key + " " + value);
    }

    @Override
    public void unset(String key) {
        obey("unset " + key);
    }

    @Override
    public void deploy() {
        obey("deploy " + NodeSetup.WAR);
    }

    @Override
    public void undeploy() {
        obey("undeploy");
    }

    private void obey(String command) {
        long before = answers();
        try {
            commands.write(command + "\n");
            commands.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        awaitAnswers(before + 1);
    }

    private void awaitAnswers(long count) {
        Awaitility.await("an answer of " + server.name())
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> answers() >= count || !process.isAlive());
        if (!process.isAlive()) {
            throw new AssertionError(
                    server.name() + " has ended:\n" + server.log().tail(60));
        }
    }

    private long answers() {
        return server.log().lines().stream()
                .filter(line -> line.startsWith(RedeployerMain.ANSWER))
                .count();
    }

    @Override
    public void close() {
        try {
            process.destroy();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> command(NodeSetup setup, Ports ports) throws IOException {
        return Stream.of(
                        setup.java().stream(),
                        opened(),
                        Stream.of(
                                "-cp",
                                PayaraMicro.JAR + File.pathSeparator + Path.of("target", "test-classes"),
                                RedeployerMain.class.getName()),
                        PayaraMicro.options(ports))
                .flatMap(options -> options)
                .toList();
    }

    /** What the manifest opens to Payara, which counts for {@code java -jar} only. */
    private static Stream<String> opened() throws IOException {
        try (JarFile jar = new JarFile(PayaraMicro.JAR.toFile())) {
            Attributes attributes = jar.getManifest().getMainAttributes();
            return Stream.concat(
                    options("--add-opens", attributes.getValue("Add-Opens")),
                    options("--add-exports", attributes.getValue("Add-Exports")));
        }
    }

    private static Stream<String> options(String option, String packages) {
        return Stream.of(packages.split("\\s+")).map(name -> option + "=" + name + "=ALL-UNNAMED");
    }
}
