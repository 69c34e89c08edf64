/**
 * The ports through which Herald keeps what outlives a connection and reaches other nodes.
 *
 * <p>Start with {@link org.herald.broker.Broker}: it names every port. Each port is one small interface with two forms,
 * in memory ({@code broker.local}) and over Redis, and both run the same contract tests. Calls may come from any thread
 * and never block; what takes a round trip answers by a {@link java.util.concurrent.CompletionStage}, which fails with
 * {@link org.herald.hub.Refused} of {@code unavailable} when the store is away or overloaded.
 */
package org.herald.broker;
