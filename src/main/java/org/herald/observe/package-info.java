/**
 * Figures and health, for MicroProfile Metrics and Health.
 *
 * <p>{@code Metrics} is told what happens as a {@link org.herald.hub.HubListener}, on hot paths and by any thread; nothing
 * else in Herald knows that there are metrics.
 */
package org.herald.observe;
