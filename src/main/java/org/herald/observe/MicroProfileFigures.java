package org.herald.observe;

import jakarta.enterprise.inject.spi.Unmanaged;
import jakarta.inject.Inject;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.herald.figures.Figures;

/**
 * The figures in a registry of MicroProfile Metrics, by the names they have everywhere. That API has no counter or histogram
 * that is read elsewhere, so all of them are gauges there, a histogram as its {@code _bucket}, {@code _sum} and {@code
 * _count}: queries and rules are the same, only the type is not told.
 *
 * <p>Loaded only where the API is there.
 */
final class MicroProfileFigures {

    /** Set by CDI, although this is no bean: the registry is another one for each place it is injected into. */
    @Inject
    private MetricRegistry registry;

    /**
     * @return takes them away again
     * @throws RuntimeException of the registry: then it has none of them
     */
    static Runnable show(Figures figures) {
        MicroProfileFigures place = new Unmanaged<>(MicroProfileFigures.class)
                .newInstance()
                .produce()
                .inject()
                .get();
        Gauges gauges = new Gauges(place.registry);
        gauges.show(figures);
        return gauges::remove;
    }
}
