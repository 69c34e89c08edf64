package org.herald.it.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A directory of secrets as Kubernetes mounts it: each file is a link into a link to a directory, which is replaced as a whole. */
final class Secrets {

    private Secrets() {}

    /** @return the new directory, with one file */
    static Path mounted(Path home, String key, String value) throws IOException {
        Path secrets = Files.createDirectories(home.resolve("secrets"));
        Path version = Files.createDirectories(secrets.resolve("..2026_01_01_00_00_00.1"));
        Files.writeString(version.resolve(key), value);
        Files.createSymbolicLink(secrets.resolve("..data"), version.getFileName());
        Files.createSymbolicLink(secrets.resolve(key), Path.of("..data", key));
        return secrets;
    }
}
