package org.herald.figures;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * One thing that is counted or measured.
 *
 * @param name by the conventions of Prometheus: counters end in {@code _total}, units are seconds and bytes
 * @param help one sentence for operators
 * @param series by their labels; empty for a histogram
 * @param distribution of a histogram; null for everything else
 */
public record Figure(String name, Kind kind, String help, List<Series> series, Distribution distribution) {

    /** How a figure behaves over time. */
    public enum Kind {
        /** Only grows, until the node ends. */
        COUNTER,
        /** Goes up and down. */
        GAUGE,
        /** Values by how large they were, since the start of the node. */
        HISTOGRAM
    }

    double value(String... labels) {
        if (distribution != null) {
            return distribution.count();
        }
        return series.stream()
                .filter(one -> carries(one.labels(), labels))
                .mapToDouble(Series::value)
                .sum();
    }

    private static boolean carries(Map<String, String> all, String... labels) {
        return IntStream.range(0, labels.length / 2).allMatch(i -> labels[2 * i + 1].equals(all.get(labels[2 * i])));
    }
}
