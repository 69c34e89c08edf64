package org.herald.observe;

import java.util.ArrayDeque;
import java.util.Deque;
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
 * Figures in a registry of MicroProfile Metrics: all of them, or none. Loaded only where the API is there. For use by one
 * thread at a time.
 */
final class Gauges {

    private final MetricRegistry registry;
    private final Deque<MetricID> shown = new ArrayDeque<>();

    Gauges(MetricRegistry registry) {
        this.registry = registry;
    }

    /** @throws RuntimeException of the registry: then it has none of them */
    void show(Figures figures) {
        try {
            figures.all().forEach(this::add);
        } catch (RuntimeException e) {
            removeAfter(e);
            throw e;
        }
    }

    /** @throws RuntimeException of the registry: what it gives back is removed all the same */
    void remove() {
        RuntimeException failure = new IllegalStateException("the server's metrics keep some of Herald's");
        removeAfter(failure);
        if (failure.getSuppressed().length > 0) {
            throw failure;
        }
    }

    private void removeAfter(RuntimeException failure) {
        while (!shown.isEmpty()) {
            try {
                registry.remove(shown.pop());
            } catch (RuntimeException kept) {
                failure.addSuppressed(kept);
            }
        }
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
        shown.push(new MetricID(name, tags));
    }
}
