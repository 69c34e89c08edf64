package org.herald.transport.jms;

/**
 * A message of the queue.
 *
 * @param text its body; null when it is no text
 * @param id by which the provider knows it, also when it comes again; never null
 */
record Letter(String text, String id) {}
