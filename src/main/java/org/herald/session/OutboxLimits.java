package org.herald.session;

import java.time.Duration;

/**
 * What a connection's outbox may hold.
 *
 * @param messages at most so many frames
 * @param bytes at most so many bytes of payload
 * @param writeTimeout longer than this no single write may take
 */
public record OutboxLimits(int messages, int bytes, Duration writeTimeout) {}
