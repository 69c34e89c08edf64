package org.herald.it.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * A file of {@code server-config}, with what this machine has in place of what the file names. Immutable.
 *
 * @param name for messages
 */
public record ConfigFile(String name, String text) {

    /** @param path below {@code server-config} */
    public static ConfigFile read(String path) throws IOException {
        return new ConfigFile(path, Files.readString(Path.of("server-config").resolve(path)));
    }

    /** Puts something else in each place where that stands; there is one at least. */
    public ConfigFile with(String there, Object here) {
        require(there);
        return new ConfigFile(name, text.replace(there, here.toString()));
    }

    /** Leaves out the lines that hold this; there is one at least. */
    public ConfigFile without(String part) {
        require(part);
        return new ConfigFile(
                name, text.lines().filter(line -> !line.contains(part)).collect(Collectors.joining("\n", "", "\n")));
    }

    /** Puts that before it. */
    public ConfigFile after(String first) {
        return new ConfigFile(name, first + text);
    }

    public void writeTo(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void require(String part) {
        if (!text.contains(part)) {
            throw new IllegalStateException(name + " does not say " + part + " any more");
        }
    }
}
