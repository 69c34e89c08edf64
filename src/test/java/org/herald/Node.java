package org.herald;

import static org.assertj.core.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs programs of Node and of npm, which have to be on the path. */
public final class Node {

    private static final long PATIENCE_SECONDS = 300;

    private Node() {}

    /** What a program said, on both of its outputs. */
    public record Result(int exitCode, String output) {}

    public static Result node(String... arguments) throws IOException, InterruptedException {
        return run("node", arguments);
    }

    /** Has the packages that tests use, by the versions of {@code package-lock.json}. */
    public static synchronized void requirePackages() throws IOException, InterruptedException {
        Path installation = Path.of("node_modules", ".package-lock.json");
        if (Files.exists(installation) && !isNewer(Path.of("package-lock.json"), installation)) {
            return;
        }
        Result installed = run("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts");
        if (installed.exitCode != 0) {
            fail("npm ci says:%n%s", installed.output);
        }
    }

    private static boolean isNewer(Path one, Path other) throws IOException {
        return Files.getLastModifiedTime(one).compareTo(Files.getLastModifiedTime(other)) > 0;
    }

    private static Result run(String program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(List.of(arguments));
        File output = Files.createTempFile(Path.of("target"), program, ".log").toFile();
        Process process = start(command, output);
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                fail("%s is not done after %d s:%n%s", command, PATIENCE_SECONDS, Files.readString(output.toPath()));
            }
            return new Result(process.exitValue(), Files.readString(output.toPath()));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static Process start(List<String> command, File output) {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output)
                    .start();
        } catch (IOException e) {
            return fail("These tests need Node 20 or newer, with npm, on the path", e);
        }
    }
}
