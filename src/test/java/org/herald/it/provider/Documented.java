package org.herald.it.provider;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The settings that {@code docs/identity-providers.md} gives. */
final class Documented {

    private static final Path PAGE = Path.of("docs", "identity-providers.md");

    private Documented() {}

    /** The first block of properties below that heading. */
    static Properties settings(String heading) {
        try {
            Matcher block = Pattern.compile(
                            "\n## " + Pattern.quote(heading) + "\n.*?\n```properties\n(.*?)\n```\n", Pattern.DOTALL)
                    .matcher(Files.readString(PAGE));
            if (!block.find()) {
                throw new IllegalStateException(PAGE + " has no properties below " + heading);
            }
            Properties settings = new Properties();
            settings.load(new StringReader(block.group(1)));
            return settings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
