package org.herald;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Runs the tests of the JavaScript client, which are written in its own language, in Node. */
class JavaScriptClientTest {

    private static final Path TESTS = Path.of("src", "test", "js");
    private static final int OLDEST_NODE = 20;

    @Test
    void passesItsOwnTests() throws Exception {
        String version = Node.node("--version").output().strip();
        assertThat(version)
                .as("The tests of the JavaScript client need Node %d or newer on the path", OLDEST_NODE)
                .matches("v\\d+\\..*")
                .satisfies(it -> assertThat(Integer.parseInt(it.substring(1, it.indexOf('.'))))
                        .isGreaterThanOrEqualTo(OLDEST_NODE));
        Node.requirePackages();

        Node.Result result = Node.node(Stream.concat(Stream.of("--test", "--test-reporter=spec"), testFiles())
                .toArray(String[]::new));

        assertThat(result.exitCode())
                .as("node --test says:%n%s", result.output())
                .isZero();
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
}
