package org.herald.it.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.commands.ProtocolCommand;
import redis.embedded.RedisExecProvider;

/**
 * A real Redis that can be killed, frozen and started again, with the data it had or without. It listens to 127.0.0.1
 * only, on a port that was free and stays its own, and ends at the latest together with the tests.
 */
public final class RedisProcess implements AutoCloseable {

    private final Path directory;
    private final int port;
    private final List<String> options;
    private final Thread atExit = new Thread(this::end);
    private volatile Process process;
    private int tlsPort;

    /** Starts one that keeps everything that it has answered. */
    public RedisProcess(String... options) {
        this(HeraldNode.freePort(), newDirectory());
        this.options.addAll(List.of("--save", "", "--appendonly", "yes", "--appendfsync", "no"));
        this.options.addAll(List.of(options));
        start();
    }

    private RedisProcess(int port, Path directory) {
        this.port = port;
        this.directory = directory;
        this.options =
                new ArrayList<>(List.of("--port", "" + port, "--bind", "127.0.0.1", "--dir", directory.toString()));
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Starts one that watches a master by the name of {@code main}, alone, and replaces it soon. */
    public static RedisProcess sentinel(RedisProcess master) {
        return sentinel(master.port, "");
    }

    /**
     * The same.
     *
     * @param masterPort where the sentinel reaches the master
     * @param lines of its configuration, to be read last
     */
    public static RedisProcess sentinel(int masterPort, String lines) {
        RedisProcess sentinel = new RedisProcess(HeraldNode.freePort(), newDirectory());
        Path configuration = sentinel.directory.resolve("sentinel.conf");
        try {
            Files.writeString(configuration, """
                    sentinel monitor main 127.0.0.1 %d 1
                    sentinel down-after-milliseconds main 500
                    sentinel failover-timeout main 2000
                    """.formatted(masterPort) + lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sentinel.options.add(0, configuration.toString());
        sentinel.options.add("--sentinel");
        sentinel.start();
        return sentinel;
    }

    /** Starts one that may be reached over TLS too, on a port of its own. */
    public static RedisProcess overTls(List<String> options) {
        RedisProcess process = new RedisProcess(HeraldNode.freePort(), newDirectory());
        process.tlsPort = HeraldNode.freePort();
        process.options.addAll(List.of("--tls-port", "" + process.tlsPort));
        process.options.addAll(options);
        process.start();
        return process;
    }

    public int port() {
        return port;
    }

    /** 0 where there is none. */
    public int tlsPort() {
        return tlsPort;
    }

    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    public void start() {
        List<String> command = new ArrayList<>(List.of(executable()));
        command.addAll(options);
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(10))
                .until(this::answers);
    }

    /** Ends it as a power cut does. */
    public void kill() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What it has kept is lost. */
    public void forget() {
        delete(directory.resolve("appendonlydir"));
    }

    /** Keeps a copy of what it has on disk now, instead of the last one. */
    public void remember() {
        delete(directory.resolve("remembered"));
        copy(directory.resolve("appendonlydir"), directory.resolve("remembered"));
    }

    /** Has on disk what it had when it was told to remember; for one that was killed. */
    public void fallBack() {
        forget();
        copy(directory.resolve("remembered"), directory.resolve("appendonlydir"));
    }

    public void freeze() {
        new ServerProcess(process.pid()).freeze();
    }

    public void thaw() {
        new ServerProcess(process.pid()).thaw();
    }

    /** Asks it something over a connection of its own. */
    public Object ask(ProtocolCommand command, String... args) {
        try (Connection connection = new Connection(new HostAndPort("127.0.0.1", port))) {
            connection.sendCommand(command, args);
            return connection.getOne();
        }
    }

    public void flush() {
        ask(Protocol.Command.FLUSHALL);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // the tests are ending right now
        }
        end();
    }

    private void end() {
        kill();
        delete(directory);
    }

    private static Path newDirectory() {
        try {
            return Files.createTempDirectory("herald-redis");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static String executable() {
        try {
            return RedisExecProvider.defaultProvider().get().getAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) {
        try (var files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path path) {
        if (!Files.exists(path)) {
            return;
        }
        try (var files = Files.walk(path)) {
            files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
