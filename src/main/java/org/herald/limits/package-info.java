/**
 * How much a client may ask for, and how often.
 *
 * <p>Start with {@link org.herald.limits.LimitSettings}{@code .from(settings)}. Then there is {@link
 * org.herald.limits.HandshakeRates} for addresses, {@link org.herald.limits.KeyedRates} for users (a node alone), a {@link
 * org.herald.limits.RateLimit} for what is counted by connection (volatile events, requests), and {@link
 * org.herald.limits.ConnectionLimit} for the node. All answer {@code tryTake} with a {@link java.time.Duration}: zero
 * means go on, anything else is how long to wait ({@code retryAfterMs}).
 *
 * <p>A {@link org.herald.limits.SparingLog} keeps what goes wrong over and over from filling the log.
 *
 * <p>Everything here may be called from any thread and never blocks. {@code sweep} has to be called about once a
 * minute. Bucket4j is used here and nowhere else.
 */
package org.herald.limits;
