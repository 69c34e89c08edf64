package org.herald.broker;

import java.time.Duration;

/**
 * How much history a room keeps, whichever comes first.
 *
 * @param events at most so many, 0 or more
 * @param age none older than this
 */
public record Retention(int events, Duration age) {}
