package org.herald.observe;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.BiFunction;
import org.herald.figures.Distribution;
import org.herald.figures.Figure;
import org.herald.figures.Figures;
import org.herald.figures.Series;

/** The figures as Prometheus reads them: its text format 0.0.4, or OpenMetrics 1.0 for who asks for that. */
final class PrometheusText {

    private static final String TOTAL = "_total";
    private static final String INFO = "_info";

    private final Figures figures;
    private final ExpositionFormatWriter writer;

    /** @param accept the header of the request, or null */
    PrometheusText(Figures figures, String accept) {
        this.figures = figures;
        ExpositionFormatWriter openMetrics =
                OpenMetricsTextFormatWriter.builder().build();
        this.writer = accept != null && openMetrics.accepts(accept)
                ? openMetrics
                : PrometheusTextFormatWriter.builder().build();
    }

    String contentType() {
        return writer.getContentType();
    }

    void writeTo(OutputStream out) throws IOException {
        writer.write(
                out,
                new MetricSnapshots(
                        figures.all().stream().map(PrometheusText::snapshot).toList()));
    }

    private static MetricSnapshot snapshot(Figure figure) {
        return switch (figure.kind()) {
            case COUNTER ->
                new CounterSnapshot(
                        metadata(figure, TOTAL),
                        points(figure, (value, labels) -> new CounterDataPointSnapshot(value, labels, null, 0)));
            case GAUGE -> figure.name().endsWith(INFO) ? info(figure) : gauge(figure);
            case HISTOGRAM -> new HistogramSnapshot(metadata(figure, ""), List.of(distribution(figure.distribution())));
        };
    }

    private static MetricSnapshot gauge(Figure figure) {
        return new GaugeSnapshot(
                metadata(figure, ""),
                points(figure, (value, labels) -> new GaugeDataPointSnapshot(value, labels, null)));
    }

    private static MetricSnapshot info(Figure figure) {
        return new InfoSnapshot(
                metadata(figure, INFO), points(figure, (value, labels) -> new InfoDataPointSnapshot(labels)));
    }

    private static HistogramDataPointSnapshot distribution(Distribution distribution) {
        double[] bounds = new double[distribution.buckets()];
        long[] counts = new long[bounds.length];
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = distribution.bound(i);
            counts[i] = distribution.in(i);
        }
        return new HistogramDataPointSnapshot(
                ClassicHistogramBuckets.of(bounds, counts), distribution.sum(), Labels.EMPTY, Exemplars.EMPTY, 0);
    }

    /** The library adds what a name ends in by its kind. */
    private static MetricMetadata metadata(Figure figure, String ending) {
        String name = figure.name();
        return new MetricMetadata(name.substring(0, name.length() - ending.length()), figure.help());
    }

    private static <P> List<P> points(Figure figure, BiFunction<Double, Labels, P> made) {
        return figure.series().stream()
                .map(series -> made.apply(series.value(), labels(series)))
                .toList();
    }

    private static Labels labels(Series series) {
        Labels.Builder labels = Labels.builder();
        series.labels().forEach(labels::label);
        return labels.build();
    }
}
