package org.herald.it.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What Linux knows of a server's TCP connections. */
public final class OpenSockets {

    private static final String ESTABLISHED = "01";

    private OpenSockets() {}

    /** How many connections are open to a server from the addresses of {@link Route#fromElsewhere()}. */
    public static long fromElsewhere(Server server) {
        String port = String.format(Locale.ROOT, ":%04X", server.address().getPort());
        return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                .flatMap(OpenSockets::lines)
                .map(line -> line.strip().split("\\s+"))
                .filter(columns -> columns[1].endsWith(port) && columns[3].equals(ESTABLISHED))
                .filter(columns -> !columns[2].split(":")[0].endsWith("0100007F"))
                .count();
    }

    private static Stream<String> lines(String file) {
        try {
            List<String> lines = Files.readAllLines(Path.of(file));
            return lines.stream().skip(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
