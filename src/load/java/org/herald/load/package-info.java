/**
 * {@code herald-load}: as many clients as it takes to know what a Herald can bear, from one JVM. It speaks Herald's
 * protocol (docs/protocol.md) from outside and shares no code with the server; {@code docs/load.md} is its manual.
 *
 * <p>{@link org.herald.load.Main} reads {@link org.herald.load.Options}, and {@link org.herald.load.Run} goes through the
 * run: {@link org.herald.load.Opening} opens the connections, {@link org.herald.load.Publisher} publishes at an even rate,
 * every {@link org.herald.load.Client} checks the {@link org.herald.load.Order} of what it gets, {@link
 * org.herald.load.Tally} counts, and {@link org.herald.load.Report} says how it was.
 */
package org.herald.load;
