package org.herald.boot;

import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.jar.Attributes;
import java.util.jar.Manifest;

/** The version of Herald: what the manifest of the WAR says. */
final class Version {

    private static final String UNKNOWN = "unknown";

    private Version() {}

    /** {@code unknown} where there is no manifest, as in an application that was not packed. */
    static String of(ServletContext application) {
        try (InputStream file = application.getResourceAsStream("/META-INF/MANIFEST.MF")) {
            return file == null ? UNKNOWN : of(new Manifest(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String of(Manifest manifest) {
        String version = manifest.getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION);
        return version == null ? UNKNOWN : version;
    }
}
