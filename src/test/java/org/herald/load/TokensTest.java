package org.herald.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokensTest {

    @TempDir
    private Path folder;

    @Test
    void takesOneLineAfterTheOtherAndBeginsAgain() throws IOException {
        Path file = Files.writeString(folder.resolve("tokens"), "a\n\n b \nc");

        assertThat(five(file)).containsExactly("a", "b", "c", "a", "b");
    }

    @Test
    void saysThatAFileIsEmptyOrNotThere() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty"), "\n");

        assertThatThrownBy(() -> five(empty)).hasMessage("--token-file has no token in it: " + empty);
        assertThatThrownBy(() -> five(folder.resolve("none")))
                .hasMessage("--token-file cannot be read: " + folder.resolve("none"));
    }

    @Test
    void findsTheDoorForDevelopmentBesideTheSocket() {
        assertThat(DevTokens.door(URI.create("ws://127.0.0.1:8080/herald/ws?x=1")))
                .hasToString("http://127.0.0.1:8080/herald/dev/token");
        assertThat(DevTokens.door(URI.create("wss://chat.example.com/ws")))
                .hasToString("https://chat.example.com/dev/token");
    }

    private static Stream<String> five(Path file) {
        Options options = Options.of("--url", "ws://127.0.0.1/ws", "--token-file", file.toString());
        Tokens tokens = Tokens.of(options.target(), null);
        return IntStream.range(0, 5)
                .mapToObj(i -> tokens.token(i).toCompletableFuture().join());
    }
}
