package org.herald.transport.jms;

import java.util.Map;

/**
 * A message for the topic.
 *
 * @param text its body
 * @param properties for selectors
 */
record Notice(String text, Map<String, String> properties) {}
