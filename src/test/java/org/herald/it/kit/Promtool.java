package org.herald.it.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What Prometheus itself says of metrics, rules and configurations: its tool {@code promtool}, from the path. */
public final class Promtool {

    private static final long PATIENCE_SECONDS = 60;

    private Promtool() {}

    /** @param output of both kinds */
    public record Verdict(int exitCode, String output) {}

    /** @param input to read, or null */
    public static Verdict run(String input, String... arguments) {
        List<String> command = new ArrayList<>(List.of(onPath("promtool").toString()));
        command.addAll(List.of(arguments));
        try {
            Path in = Files.createTempFile("promtool", ".in");
            Path out = Files.createTempFile("promtool", ".out");
            try {
                Files.writeString(in, input == null ? "" : input);
                Process process = new ProcessBuilder(command)
                        .redirectInput(in.toFile())
                        .redirectOutput(out.toFile())
                        .redirectErrorStream(true)
                        .start();
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new AssertionError("promtool does not end: " + command);
                }
                return new Verdict(process.exitValue(), Files.readString(out));
            } finally {
                Files.delete(in);
                Files.delete(out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** @throws AssertionError when there is no such program */
    static Path onPath(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        "There is no " + program + " on the path: Debian's package prometheus has it"));
    }
}
