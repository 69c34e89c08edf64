package org.herald.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The images take what is there, and run as nobody in particular. */
class DockerfileTest {

    private static final Path DOCKER = Path.of("docker");

    @ParameterizedTest
    @ValueSource(strings = {"Dockerfile.payara", "Dockerfile.wildfly"})
    void copiesWhatIsThereAndIsSentToTheEngine(String file) throws IOException {
        List<String> sent = Files.readAllLines(Path.of(".dockerignore")).stream()
                .filter(line -> line.startsWith("!"))
                .map(line -> line.substring(1))
                .toList();

        assertThat(copied(file)).isNotEmpty().allSatisfy(source -> {
            assertThat(Path.of(source)).exists();
            assertThat(sent).anyMatch(path -> Path.of(source).startsWith(path));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"Dockerfile.payara", "Dockerfile.wildfly"})
    void runsWithoutRightsAndShowsItsHealth(String file) throws IOException {
        assertThat(lines(file))
                .contains("USER 10001", "STOPSIGNAL SIGTERM")
                .anyMatch(line -> line.startsWith("HEALTHCHECK"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Dockerfile.payara", "Dockerfile.wildfly"})
    void startsTheJvmItselfWithFilesThatItHasCopied(String file) throws IOException {
        List<String> command = lines(file).stream()
                .filter(line -> line.startsWith("ENTRYPOINT "))
                .map(line -> line.substring("ENTRYPOINT ".length()))
                .flatMap(list ->
                        Json.createReader(new StringReader(list)).readArray().getValuesAs(JsonString.class).stream())
                .map(JsonString::getString)
                .toList();

        assertThat(command).first().isEqualTo("java");
        List<String> names = copied(file).stream()
                .map(source -> Path.of(source).getFileName().toString())
                .toList();
        assertThat(command.stream().filter(word -> word.matches("@?[a-z-]+\\.(asadmin|properties|options)")))
                .isNotEmpty()
                .allSatisfy(word -> assertThat(names).contains(word.replace("@", "")));
    }

    /** What is taken from the repository. */
    private static List<String> copied(String file) throws IOException {
        return lines(file).stream()
                .filter(line -> line.startsWith("COPY ") && !line.contains("--from"))
                .map(line -> line.split(" "))
                .flatMap(words -> Arrays.stream(words).skip(1).limit(words.length - 2L))
                .toList();
    }

    /** Each instruction in one line. */
    private static List<String> lines(String file) throws IOException {
        return Files.readString(DOCKER.resolve(file))
                .replaceAll("\\\\\\n\\s*", "")
                .lines()
                .toList();
    }
}
