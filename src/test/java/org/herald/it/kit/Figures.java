package org.herald.it.kit;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What Herald's figures say at one moment, in the text format of Prometheus. */
public final class Figures {

    private final List<String> lines;

    private Figures(List<String> lines) {
        this.lines = lines;
    }

    /** As Herald itself shows them, on every server. */
    public static Figures of(Server server) {
        return new Figures(Http.get(server.uri("/metrics")).body().lines().toList());
    }

    /** As the server shows them: in its MicroProfile Metrics, where it has those. */
    public static Figures ofServer(Server server) {
        return new Figures(Http.get(server.fromTop(server.product().manner().figures()), "Accept", "text/plain")
                .body()
                .lines()
                .toList());
    }

    /** The names of all samples, and the labels of each, but for those the server adds. */
    public List<String> samples() {
        return lines.stream()
                .filter(line -> line.startsWith("herald_"))
                .map(line -> sample(line.substring(0, line.lastIndexOf(' '))))
                .sorted()
                .toList();
    }

    private static String sample(String series) {
        int brace = series.indexOf('{');
        if (brace < 0) {
            return series;
        }
        String labels = Arrays.stream(
                        series.substring(brace + 1, series.length() - 1).split(","))
                .filter(label -> !label.isEmpty() && !label.startsWith("mp_scope="))
                .sorted()
                .collect(Collectors.joining(","));
        return series.substring(0, brace) + (labels.isEmpty() ? "" : '{' + labels + '}');
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
