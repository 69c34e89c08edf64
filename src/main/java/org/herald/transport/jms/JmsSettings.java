package org.herald.transport.jms;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.herald.auth.Namespace;
import org.herald.auth.Namespaces;
import org.herald.config.InvalidSetting;
import org.herald.config.Settings;

/**
 * What the bridge goes to, by names of JNDI.
 *
 * @param factory of connections
 * @param queue from which is published; null: from none
 * @param topic that is told of events; null: none is
 * @param namespaces of the rooms whose events it is told; empty without a topic
 */
record JmsSettings(String factory, String queue, String topic, Set<String> namespaces) {

    private static final String FACTORY = "herald.jms.connection-factory";
    private static final String QUEUE = "herald.jms.queue";
    private static final String TOPIC = "herald.jms.topic";
    private static final String NAMESPACES = "herald.jms.namespaces";

    /** What every server with Jakarta Messaging has (Jakarta EE Platform 10, section 5.17). */
    private static final String DEFAULT_FACTORY = "java:comp/DefaultJMSConnectionFactory";

    /**
     * @return empty where neither queue nor topic is named
     * @throws InvalidSetting naming the key that cannot be used
     */
    static Optional<JmsSettings> from(Settings settings, Namespaces namespaces) {
        Optional<String> queue = settings.text(QUEUE);
        Optional<String> topic = settings.text(TOPIC);
        Set<String> named = new TreeSet<>(settings.list(NAMESPACES));
        Set<String> known = namespaces.all().stream()
                .filter(namespace -> !namespace.isOwn())
                .map(Namespace::name)
                .collect(Collectors.toSet());
        if (!known.containsAll(named)) {
            throw new InvalidSetting(NAMESPACES, "must be of herald.namespaces, or " + Namespace.DEFAULT);
        }
        if (topic.isPresent() == named.isEmpty()) {
            throw new InvalidSetting(NAMESPACES, "must name namespaces where, and only where, there is " + TOPIC);
        }
        return queue.or(() -> topic)
                .map(any -> new JmsSettings(
                        settings.text(FACTORY, DEFAULT_FACTORY), queue.orElse(null), topic.orElse(null), named));
    }
}
