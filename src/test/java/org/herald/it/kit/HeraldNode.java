package org.herald.it.kit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A server with Herald in it, as a process of its own: one of the kind that the tests are run on, unless asked for
 * another. It listens to 127.0.0.1 only, on ports that were free, and
 * writes to {@code target/servers/<name>.log}, anew at each start; two of one name must not run at once. It ends at
 * the latest together with the tests.
 *
 * <p>Safe for use by any thread.
 */
public final class HeraldNode implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(4);
    private static final Duration STOP = Duration.ofSeconds(30);

    /**
     * Where ports are looked for: below those from which Linux serves outgoing connections, which are taken at any
     * time.
     */
    private static final int LOWEST_PORT = 20_000;

    private static final int HIGHEST_PORT = 32_000;

    private final Process process;
    private final Server server;
    private final Optional<SecureEntrance> secure;
    private final Path temporaryFiles;
    private final Thread atExit;

    private HeraldNode(Process process, Server server, NodeSetup setup) {
        this.process = process;
        this.server = server;
        this.secure = setup.secure();
        this.temporaryFiles = setup.directory();
        this.atExit = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** @param name of the log file, and of the node unless the properties say something else */
    public static NodeSetup named(String name) {
        return new NodeSetup(name);
    }

    static HeraldNode launch(NodeSetup setup) {
        TestKeys.publish();
        Product.Manner manner = setup.product().manner();
        Ports ports = setup.ports();
        File log = new File("target/servers", setup.name() + ".log");
        try {
            deleteFiles(setup.directory());
            Files.createDirectories(setup.directory());
            manner.prepare(setup, ports);
            ProcessBuilder builder = new ProcessBuilder(manner.command(setup, ports))
                    .redirectErrorStream(true)
                    .redirectOutput(log);
            builder.environment().putAll(setup.environment());
            Process process = builder.start();
            process.getOutputStream().close();
            Server server = new Server(
                    setup.name(),
                    setup.product(),
                    ports,
                    new ServerProcess(process.pid()),
                    new ServerLog(log.toPath()));
            return new HeraldNode(process, server, setup);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Server server() {
        return server;
    }

    /** @throws java.util.NoSuchElementException unless it was set up with one */
    public SecureEntrance secureEntrance() {
        return secure.orElseThrow();
    }

    public ServerLog log() {
        return server.log();
    }

    public boolean alive() {
        return process.isAlive();
    }

    /** Whether Herald is there and {@code /health/ready} says 200. */
    public boolean ready() {
        return alive() && deployed() && readiness() == HttpURLConnection.HTTP_OK;
    }

    /**
     * @return this
     * @throws AssertionError with the end of the log, when the server ends or is not ready in time
     */
    public HeraldNode awaitReady() {
        try {
            Awaitility.await(server.name() + " to be ready")
                    .atMost(START)
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> ready() || !alive() || deploymentFailed());
        } catch (ConditionTimeoutException e) {
            throw failure("is not ready after " + START, e);
        }
        if (!ready()) {
            throw failure(alive() ? "could not deploy Herald" : "ended with " + process.exitValue(), null);
        }
        return this;
    }

    /** Waits until the server has tried to deploy Herald, with success or without. */
    public HeraldNode awaitStarted() {
        Awaitility.await(server.name() + " to have started").atMost(START).until(this::hasStarted);
        return this;
    }

    /** Asks it to end (SIGTERM) and does not wait. */
    public void terminate() {
        process.destroy();
    }

    /** Ends it at once (SIGKILL). */
    public void kill() {
        process.destroyForcibly();
        awaitEnd(STOP);
    }

    /**
     * @return its exit code
     * @throws AssertionError when it does not end in time
     */
    public int awaitEnd(Duration patience) {
        try {
            if (process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw failure("did not end in " + patience, null);
    }

    /** Asks it to end, and makes it end when it does not. Does nothing when it has ended. */
    @Override
    public void close() {
        try {
            terminate();
            awaitEnd(STOP);
        } finally {
            process.destroyForcibly();
            removeHook();
            deleteFiles(temporaryFiles);
        }
    }

    private void removeHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // the tests are ending right now, and the hook is at work
        }
    }

    private static void deleteFiles(Path directory) {
        if (Files.notExists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean hasStarted() {
        return manner().hasStarted(log());
    }

    private boolean deployed() {
        return manner().hasDeployed(log());
    }

    /** Servers go on without an application that did not start. */
    private boolean deploymentFailed() {
        return hasStarted() && !deployed();
    }

    private Product.Manner manner() {
        return server.product().manner();
    }

    /** What {@code /health/ready} says; 0 when nobody answers. */
    private int readiness() {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) server.fromTop("/health/ready").toURL().openConnection();
            connection.setConnectTimeout(2_000);
            connection.setReadTimeout(5_000);
            try {
                return connection.getResponseCode();
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return 0;
        }
    }

    private AssertionError failure(String what, Throwable cause) {
        String causes = log().lines().stream()
                .filter(line -> line.startsWith("Caused by: "))
                .distinct()
                .collect(Collectors.joining("\n"));
        return new AssertionError(
                "The server " + server.name() + " " + what + ". " + causes + "\nThe end of " + log().file() + ":\n"
                        + log().tail(60),
                cause);
    }

    /** A port that nobody listens on, and that Linux gives to no outgoing connection. */
    public static int freePort() {
        int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT);
        return isFree(port) ? port : freePort();
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName("0.0.0.0"))) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
