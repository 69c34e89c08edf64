package org.herald.it.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program in JavaScript that talks to a server, and ends with 0 when it has got what it expected. */
public final class NodeProgram {

    private static final Path PROGRAMS = Path.of("src", "test", "js", "it");
    private static final long PATIENCE_SECONDS = 180;

    private NodeProgram() {}

    /** @throws AssertionError with what it wrote, when it fails or takes too long */
    public static void run(String name, String... arguments) {
        File output = Path.of("target", name + ".log").toFile();
        List<String> command = Stream.concat(
                        Stream.of("node", PROGRAMS.resolve(name).toString()), Stream.of(arguments))
                .toList();
        try {
            Process node = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output)
                    .start();
            boolean ended = node.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            node.destroyForcibly();
            String said = Files.readString(output.toPath());
            assertThat(ended).as("%s ends; it says:%n%s", name, said).isTrue();
            assertThat(node.exitValue()).as(said).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
