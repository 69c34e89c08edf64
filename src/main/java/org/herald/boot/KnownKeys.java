package org.herald.boot;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Finds settings that nobody reads: a misspelt key would be ignored in silence. */
final class KnownKeys {

    private static final String DEFAULTS = "/META-INF/microprofile-config.properties";
    private static final String PREFIX = "herald.";
    private static final String NAMESPACES = "herald.namespace.";

    private KnownKeys() {}

    /** @param names of all settings, of whoever's */
    static List<String> misspelt(Iterable<String> names) {
        Set<String> known = known();
        return StreamSupport.stream(names.spliterator(), false)
                .filter(name -> name.startsWith(PREFIX) && !name.startsWith(NAMESPACES) && !known.contains(name))
                .distinct()
                .sorted()
                .toList();
    }

    private static Set<String> known() {
        Properties defaults = new Properties();
        try (InputStream file = KnownKeys.class.getResourceAsStream(DEFAULTS)) {
            defaults.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return defaults.stringPropertyNames();
    }
}
