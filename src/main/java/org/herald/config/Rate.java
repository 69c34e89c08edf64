package org.herald.config;

import java.time.Duration;

/**
 * So many in so long, all of them at once if need be.
 *
 * @param count 1 or more
 * @param period more than zero
 */
public record Rate(long count, Duration period) {}
