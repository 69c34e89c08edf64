package org.herald.it.kit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A Payara Micro on which Herald is deployed and undeployed as often as one likes, with other settings each time. It writes
 * to {@code target/servers/<name>.log} and ends with its standard input, so at the latest with the tests. For one thread.
 */
public final class Redeployer implements AutoCloseable {

    private static final Path MICRO = Path.of("target", "payara-micro.jar");
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Process process;
    private final Writer commands;
    private final Server server;

    private Redeployer(Process process, Server server) {
        this.process = process;
        this.server = server;
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
    }

    /** Starts the server, with nothing deployed yet, and waits until it is there. */
    public static Redeployer start(String name) {
        TestKeys.publish();
        File log = new File("target/servers", name + ".log");
        try {
            Path temporary = Files.createDirectories(Path.of("target", "servers", name));
            int port = MicroProcess.freePort();
            Process process = new ProcessBuilder(command(temporary, port))
                    .redirectErrorStream(true)
                    .redirectOutput(log)
                    .start();
            Server server = new Server(
                    name,
                    URI.create("http://127.0.0.1:" + port + "/herald"),
                    new ServerProcess(process.pid()),
                    new ServerLog(log.toPath()));
            Redeployer redeployer = new Redeployer(process, server);
            redeployer.awaitAnswers(1);
            return redeployer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Server server() {
        return server;
    }

    public ServerLog log() {
        return server.log();
    }

    /** A setting of the deployments to come. */
    public Redeployer set(String key, Object value) {
        obey("set " + key + " " + value);
        return this;
    }

    public Redeployer unset(String key) {
        obey("unset " + key);
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
        obey("deploy target/herald.war");
    }

    public void undeploy() {
        obey("undeploy");
    }

    /** Whether a request for Herald finds anything. */
    public boolean deployed() {
        return Http.get(server.uri("/ws")).statusCode() != 404;
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
            throw new AssertionError(server.name() + " has ended:\n" + log().tail(60));
        }
    }

    private long answers() {
        return log().lines().stream()
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

    private static List<String> command(Path temporary, int port) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Djava.io.tmpdir=" + temporary.toAbsolutePath()));
        command.addAll(opened());
        command.addAll(List.of(
                "-cp",
                MICRO + File.pathSeparator + Path.of("target", "test-classes"),
                RedeployerMain.class.getName(),
                "--nocluster",
                "--disablephonehome",
                "--port",
                Integer.toString(port),
                "--prebootcommandfile",
                "src/test/resources/loopback-only.txt"));
        return command;
    }

    /** What the manifest opens to Payara, which counts for {@code java -jar} only. */
    private static List<String> opened() throws IOException {
        try (JarFile jar = new JarFile(MICRO.toFile())) {
            Attributes attributes = jar.getManifest().getMainAttributes();
            return Stream.concat(
                            options("--add-opens", attributes.getValue("Add-Opens")),
                            options("--add-exports", attributes.getValue("Add-Exports")))
                    .toList();
        }
    }

    private static Stream<String> options(String option, String packages) {
        return Stream.of(packages.split("\\s+")).map(name -> option + "=" + name + "=ALL-UNNAMED");
    }
}
