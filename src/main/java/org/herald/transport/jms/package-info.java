/**
 * The bridge to JMS, on servers that have it (docs/inside-the-server.md): a queue from which messages are published, and a
 * topic that is told of the events of rooms.
 *
 * <p>{@link org.herald.transport.jms.JmsBridge} is all that others see. {@code JmsProvider} alone mentions
 * {@code jakarta.jms}, and is loaded only where that is. Two threads of the
 * node's own wait for the provider; nobody else does.
 */
package org.herald.transport.jms;
