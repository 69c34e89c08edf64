package org.herald.shipped;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The keys that Herald reads: those with a default, and those of MicroProfile JWT that the documentation tells of. */
final class KnownSettings {

    private static final Pattern JWT = Pattern.compile("`(mp\\.jwt\\.[a-z.]+)`");

    private final Set<String> keys = new TreeSet<>();

    KnownSettings() throws IOException {
        Properties defaults = new Properties();
        try (InputStream file = KnownSettings.class.getResourceAsStream("/META-INF/microprofile-config.properties")) {
            defaults.load(file);
        }
        keys.addAll(defaults.stringPropertyNames());
        JWT.matcher(Files.readString(Path.of("docs", "configuration.md")))
                .results()
                .forEach(found -> keys.add(found.group(1)));
    }

    Set<String> keys() {
        return keys;
    }

    /** As environment variables (MicroProfile Config 3.1, "Environment Variables Mapping Rules"). */
    Set<String> variables() {
        return keys.stream()
                .map(key -> key.replaceAll("[^A-Za-z0-9_]", "_").toUpperCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }
}
