package org.herald.figures;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;
import org.herald.figures.Figure.Kind;

/** Makes instruments, and the figures that show them. For one thread; what it made is for any. */
final class Shelf {

    /** Ranges for times from a millisecond to ten seconds, in microseconds. */
    private static final long[] TIMES = {
        500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 2_500_000, 10_000_000
    };

    private static final double MICROS_PER_SECOND = 1e6;

    private final List<Figure> figures = new ArrayList<>();

    List<Figure> figures() {
        return List.copyOf(figures);
    }

    LongAdder counter(String name, String help) {
        LongAdder adder = new LongAdder();
        add(Kind.COUNTER, name, help, List.of(series(Map.of(), adder)));
        return adder;
    }

    LongAdder level(String name, String help) {
        LongAdder adder = new LongAdder();
        add(Kind.GAUGE, name, help, List.of(series(Map.of(), adder)));
        return adder;
    }

    /** One count for each of the labels' rows. */
    Counters counters(String name, String help, List<Map<String, String>> rows) {
        return rows(Kind.COUNTER, name, help, rows);
    }

    /** The same, for what goes up and down. */
    Counters levels(String name, String help, List<Map<String, String>> rows) {
        return rows(Kind.GAUGE, name, help, rows);
    }

    /** Reads a gauge elsewhere. */
    void gauge(String name, String help, DoubleSupplier reading) {
        gauges(name, help, List.of(new Series(Map.of(), reading)));
    }

    void gauges(String name, String help, List<Series> series) {
        add(Kind.GAUGE, name, help, series);
    }

    /** Of times, which are added in microseconds and shown in seconds. */
    Distribution times(String name, String help) {
        return distribution(name, help, new Distribution(MICROS_PER_SECOND, TIMES));
    }

    Distribution sizes(String name, String help, long... bounds) {
        return distribution(name, help, new Distribution(1, bounds));
    }

    /** The rows of a table with one label. */
    static List<Map<String, String>> rows(String label, String... values) {
        return Arrays.stream(values).map(value -> Map.of(label, value)).toList();
    }

    private Counters rows(Kind kind, String name, String help, List<Map<String, String>> rows) {
        LongAdder[] adders = new LongAdder[rows.size()];
        Arrays.setAll(adders, i -> new LongAdder());
        List<Series> series = new ArrayList<>();
        for (int i = 0; i < adders.length; i++) {
            series.add(series(rows.get(i), adders[i]));
        }
        add(kind, name, help, series);
        return new Counters(adders);
    }

    private Distribution distribution(String name, String help, Distribution distribution) {
        figures.add(new Figure(name, Kind.HISTOGRAM, help, List.of(), distribution));
        return distribution;
    }

    private void add(Kind kind, String name, String help, List<Series> series) {
        figures.add(new Figure(name, kind, help, List.copyOf(series), null));
    }

    private static Series series(Map<String, String> labels, LongAdder adder) {
        return new Series(labels, adder::sum);
    }
}
