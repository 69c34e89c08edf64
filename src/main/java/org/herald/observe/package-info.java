/**
 * Where operators look: figures for Prometheus and for MicroProfile Metrics, and health.
 *
 * <p>{@code ServerTracing} wraps the broker where traces are recorded. Nothing is counted here: every door reads {@link org.herald.figures.Figures}. Start with {@code MetricsServlet}, which is
 * there on every server; what uses MicroProfile Metrics or OpenTelemetry is loaded only where the server has that API.
 */
package org.herald.observe;
