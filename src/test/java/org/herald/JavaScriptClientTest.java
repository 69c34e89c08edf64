package org.herald;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Runs the tests of the browser client, which are written in its own language, in Node. */
class JavaScriptClientTest {

    private static final Path TESTS = Path.of("src", "test", "js");
    private static final int OLDEST_NODE = 20;
    private static final long PATIENCE_SECONDS = 180;

    @Test
    void passesItsOwnTests() throws Exception {
        String version = node(List.of("--version")).output.strip();
        assertThat(version)
                .as("The tests of the browser client need Node %d or newer on the path", OLDEST_NODE)
                .matches("v\\d+\\..*")
                .satisfies(it -> assertThat(Integer.parseInt(it.substring(1, it.indexOf('.'))))
                        .isGreaterThanOrEqualTo(OLDEST_NODE));

        Result result = node(Stream.concat(Stream.of("--test", "--test-reporter=spec"), testFiles())
                .toList());

        assertThat(result.exitCode).as("node --test says:%n%s", result.output).isZero();
    }

    /** One by one: given the folder, Node would take what the tests stand on for tests as well. */
    private static Stream<String> testFiles() throws IOException {
        try (Stream<Path> files = Files.list(TESTS)) {
            List<String> tests = files.map(Path::toString)
                    .filter(file -> file.endsWith(".test.js"))
                    .sorted()
                    .toList();
            assertThat(tests).as("tests in " + TESTS).isNotEmpty();
            return tests.stream();
        }
    }

    private static Result node(List<String> arguments) throws IOException, InterruptedException {
        File output = Path.of("target", "node.log").toFile();
        Process node = startNode(arguments, output);
        try {
            if (!node.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                fail("Node is not done after %d s:%n%s", PATIENCE_SECONDS, Files.readString(output.toPath()));
            }
            return new Result(node.exitValue(), Files.readString(output.toPath()));
        } finally {
            node.descendants().forEach(ProcessHandle::destroyForcibly);
            node.destroyForcibly();
        }
    }

    private static Process startNode(List<String> arguments, File output) {
        try {
            return new ProcessBuilder(
                            Stream.concat(Stream.of("node"), arguments.stream()).toList())
                    .redirectErrorStream(true)
                    .redirectOutput(output)
                    .start();
        } catch (IOException e) {
            return fail(
                    "The tests of the browser client need Node " + OLDEST_NODE + " or newer on the path; there is none",
                    e);
        }
    }

    private record Result(int exitCode, String output) {}
}
