package org.herald.transport.jms;

/**
 * A message of the queue.
 *
 * @param text its body; null when it is no text
 * @param id by which the provider knows it, also when it comes again; null when it has none
 */
record Letter(String text, String id) {}
