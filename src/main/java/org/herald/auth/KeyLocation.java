package org.herald.auth;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.herald.config.InvalidSetting;

/**
 * What {@code mp.jwt.verify.publickey.location} names (MicroProfile JWT 2.1 section 9.2.3): {@code http:} and {@code
 * https:}, {@code file:}, {@code classpath:}, or without a scheme a file and, failing that, a resource of the class
 * path.
 */
final class KeyLocation {

    /** The largest text of keys that is read, in bytes. */
    static final int MAX_BYTES = 256 * 1024;

    private static final Logger LOG = System.getLogger(KeyLocation.class.getName());

    private final String location;

    KeyLocation(String location) {
        this.location = location;
    }

    /** Where to fetch the keys; empty when they are on this machine. */
    Optional<URI> remote() {
        String lower = location.toLowerCase(Locale.ROOT);
        if (!lower.startsWith("http:") && !lower.startsWith("https:")) {
            return Optional.empty();
        }
        URI uri = uri();
        try {
            HttpRequest.newBuilder(uri);
        } catch (IllegalArgumentException e) {
            throw invalid("must be a URL with a host", e);
        }
        if (uri.getPort() > 65535) {
            throw invalid("must be a URL with a port up to 65535", null);
        }
        if (lower.startsWith("http:")) {
            LOG.log(Level.WARNING, KeySettings.LOCATION + " is not https: whoever is on the way can put in other keys");
        }
        return Optional.of(uri);
    }

    /** The text of a file or resource. @throws InvalidSetting when it is not there or cannot be read */
    String read() {
        try (InputStream stream = open()) {
            byte[] bytes = stream.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw invalid("must not be larger than " + MAX_BYTES + " bytes", null);
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException | InvalidPathException e) {
            throw invalid("cannot be read", e);
        }
    }

    private InputStream open() throws IOException {
        if (location.startsWith("classpath:")) {
            return resource(location.substring("classpath:".length()))
                    .orElseThrow(() -> invalid("is not on the class path", null));
        }
        if (location.startsWith("file:")) {
            return Files.newInputStream(Path.of(uri().getSchemeSpecificPart()));
        }
        if (location.matches("[A-Za-z][A-Za-z0-9+.-]+:.*") && !Files.exists(Path.of(location))) {
            throw invalid("must be a file, file:, classpath:, http: or https:", null);
        }
        Path file = Path.of(location);
        if (Files.isRegularFile(file)) {
            return Files.newInputStream(file);
        }
        return resource(location).orElseThrow(() -> invalid("is neither a file nor on the class path", null));
    }

    private static Optional<InputStream> resource(String name) {
        String relative = name.startsWith("/") ? name.substring(1) : name;
        ClassLoader application = Thread.currentThread().getContextClassLoader();
        return Optional.ofNullable(application)
                .map(loader -> loader.getResourceAsStream(relative))
                .or(() -> Optional.ofNullable(KeyLocation.class.getClassLoader().getResourceAsStream(relative)));
    }

    private URI uri() {
        try {
            return new URI(location);
        } catch (URISyntaxException e) {
            throw invalid("must be a URI", e);
        }
    }

    private static InvalidSetting invalid(String rule, Exception cause) {
        return new InvalidSetting(KeySettings.LOCATION, rule, cause);
    }
}
