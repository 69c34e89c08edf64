package org.herald.it.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What the README says of servers and JDKs that Herald was tested on. */
public final class Claims {

    private static final Path README = Path.of("README.md");
    private static final Pattern JDK = Pattern.compile("java\\.specification\\.version=(\\d+)");

    private Claims() {}

    /** The version of the server and of its JDK, by what it says itself, have a row in the table. */
    public static void assertMade(Server server) {
        String product = find(server.product().manner().version(), server.log().text());
        String jdk = find(JDK, server.process().jcmd("VM.system_properties"));
        try {
            assertThat(Files.readString(README)).contains("\n| " + product + " | " + jdk + " | ");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String find(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .findFirst()
                .map(match -> match.group(1))
                .orElseThrow(() -> new AssertionError(pattern + " is not in " + text));
    }
}
