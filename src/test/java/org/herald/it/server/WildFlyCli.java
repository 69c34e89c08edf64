package org.herald.it.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.herald.it.kit.ConfigFile;

/** WildFly's command line, on a copy of the configuration that it comes with, or against a server that runs. */
public final class WildFlyCli {

    private static final Path WILDFLY = Path.of("target", "wildfly").toAbsolutePath();

    private final Map<String, String> environment = new TreeMap<>();
    private final Path home;

    /** @param home where the copy is, and what it says */
    public WildFlyCli(Path home) throws IOException {
        this.home = home;
        environment.put("JBOSS_HOME", WILDFLY.toString());
        if (!Files.exists(configuration())) {
            Files.createDirectories(configuration());
            try (Stream<Path> files = Files.list(WILDFLY.resolve("standalone").resolve("configuration"))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.copy(file, configuration().resolve(file.getFileName()));
                }
            }
        }
    }

    WildFlyCli environment(String variable, Object value) {
        environment.put(variable, value.toString());
        return this;
    }

    public Path configuration() {
        return home.resolve("standalone").resolve("configuration");
    }

    /** With no server running. @throws AssertionError when the script fails */
    public void run(ConfigFile script) throws IOException, InterruptedException {
        run(script, List.of());
    }

    /** Against the server with that management port. */
    void run(ConfigFile script, int port) throws IOException, InterruptedException {
        run(script, List.of("--connect", "--controller=127.0.0.1:" + port));
    }

    private void run(ConfigFile script, List<String> options) throws IOException, InterruptedException {
        Path file = home.resolve("script.cli");
        Path out = home.resolve("script.out");
        script.writeTo(file);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djboss.home.dir=" + WILDFLY,
                "-Djboss.server.base.dir=" + home.resolve("standalone"),
                "-jar",
                WILDFLY.resolve("jboss-modules.jar").toString(),
                "-mp",
                WILDFLY.resolve("modules").toString(),
                "org.jboss.as.cli",
                "--file=" + file));
        command.addAll(options);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        if (process.waitFor() != 0) {
            throw new AssertionError(script.name() + " failed:\n" + Files.readString(out));
        }
    }
}
