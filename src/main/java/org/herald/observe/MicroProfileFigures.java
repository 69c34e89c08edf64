package org.herald.observe;

import jakarta.enterprise.inject.spi.Unmanaged;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricID;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.herald.figures.Distribution;
import org.herald.figures.Figure;
import org.herald.figures.Figures;

/**
 * The figures in a registry of MicroProfile Metrics, by the names they have everywhere. That API has no counter or histogram
 * that is read elsewhere, so all of them are gauges there, a histogram as its {@code _bucket}, {@code _sum} and {@code
 * _count}: queries and rules are the same, only the type is not told.
 *
 * <p>Loaded only where the API is there.
 */
final class MicroProfileFigures {

    private final List<MetricID> shown = new ArrayList<>();

    /** Set by CDI, although this is no bean: the registry is another one for each place it is injected into. */
    @Inject
    private MetricRegistry registry;

    /** @return takes them away again */
    static Runnable show(Figures figures) {
        MicroProfileFigures all = new Unmanaged<>(MicroProfileFigures.class)
                .newInstance()
                .produce()
                .inject()
                .get();
        figures.all().forEach(all::add);
        return all::remove;
    }

    private void add(Figure figure) {
        Distribution distribution = figure.distribution();
        if (distribution == null) {
            figure.series().forEach(one -> gauge(figure, figure.name(), one.labels(), one::value));
            return;
        }
        for (int i = 0; i < distribution.buckets(); i++) {
            int bucket = i;
            double bound = distribution.bound(i);
            String le = Double.isInfinite(bound) ? "+Inf" : Double.toString(bound);
            gauge(figure, figure.name() + "_bucket", Map.of("le", le), () -> distribution.upTo(bucket));
        }
        gauge(figure, figure.name() + "_sum", Map.of(), distribution::sum);
        gauge(figure, figure.name() + "_count", Map.of(), distribution::count);
    }

    private void gauge(Figure figure, String name, Map<String, String> labels, DoubleSupplier reading) {
        Metadata metadata =
                Metadata.builder().withName(name).withDescription(figure.help()).build();
        Tag[] tags = labels.entrySet().stream()
                .map(label -> new Tag(label.getKey(), label.getValue()))
                .toArray(Tag[]::new);
        registry.gauge(metadata, reading, DoubleSupplier::getAsDouble, tags);
        shown.add(new MetricID(name, tags));
    }

    private void remove() {
        shown.forEach(registry::remove);
    }
}
