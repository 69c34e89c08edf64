package org.herald.observe;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.herald.figures.Figures;

/** Shows the figures in the server's own MicroProfile Metrics too, where it has them. */
public final class ServerMetrics {

    private static final Logger LOG = System.getLogger(ServerMetrics.class.getName());

    /** Without this class the server has none, and what uses it is not to be loaded. */
    private static final String API = "org.eclipse.microprofile.metrics.MetricRegistry";

    private ServerMetrics() {}

    /** @return takes them away again */
    public static Runnable show(Figures figures) {
        try {
            Class.forName(API, false, ServerMetrics.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError none) {
            return () -> {};
        }
        try {
            return MicroProfileFigures.show(figures);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "The server's own metrics cannot show Herald's: read /herald/metrics", e);
            return () -> {};
        }
    }
}
