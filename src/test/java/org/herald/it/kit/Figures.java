package org.herald.it.kit;

import java.util.Arrays;
import java.util.List;

/** What Herald's metrics say at one moment, in the text format of Prometheus, wherever the server shows them. */
public final class Figures {

    private final List<String> lines;

    private Figures(List<String> lines) {
        this.lines = lines;
    }

    public static Figures of(Server server) {
        return new Figures(Http.get(server.fromTop(server.product().manner().figures()), "Accept", "text/plain")
                .body()
                .lines()
                .toList());
    }

    /**
     * The sum of all series of that name that carry these labels; 0 when there is none.
     *
     * @param labels each as {@code name="value"}
     */
    public double value(String name, String... labels) {
        return lines.stream()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> Arrays.stream(labels).allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
