package org.herald.transport.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.herald.auth.Namespaces;
import org.herald.config.InvalidSetting;
import org.herald.config.Settings;
import org.junit.jupiter.api.Test;

class JmsSettingsTest {

    private static Optional<JmsSettings> of(Map<String, String> values) {
        Settings settings = new Settings(
                key -> Optional.ofNullable(key.equals("herald.namespaces") ? "orders,news" : values.get(key)));
        return JmsSettings.from(settings, Namespaces.from(settings));
    }

    @Test
    void isNothingWhereNothingIsNamed() {
        assertThat(of(Map.of())).isEmpty();
        assertThat(of(Map.of("herald.jms.connection-factory", "jms/cf"))).isEmpty();
    }

    @Test
    void takesTheServersOwnConnectionsUnlessToldOtherwise() {
        assertThat(of(Map.of("herald.jms.queue", "jms/in")))
                .contains(new JmsSettings("java:comp/DefaultJMSConnectionFactory", "jms/in", null, Set.of()));
        assertThat(of(Map.of(
                        "herald.jms.connection-factory", "jms/cf",
                        "herald.jms.topic", "jms/out",
                        "herald.jms.namespaces", "news, default")))
                .contains(new JmsSettings("jms/cf", null, "jms/out", Set.of("news", "default")));
    }

    @Test
    void wantsNamespacesThatAreThereWithATopicAndOnlyThen() {
        assertThatThrownBy(() -> of(Map.of("herald.jms.topic", "jms/out")))
                .isInstanceOf(InvalidSetting.class)
                .hasMessage("herald.jms.namespaces: must name namespaces where, and only where, there is"
                        + " herald.jms.topic");
        assertThatThrownBy(() -> of(Map.of("herald.jms.namespaces", "news"))).isInstanceOf(InvalidSetting.class);
        assertThatThrownBy(() -> of(Map.of("herald.jms.topic", "jms/out", "herald.jms.namespaces", "nwes")))
                .hasMessage("herald.jms.namespaces: must be of herald.namespaces, or default");
        assertThatThrownBy(() -> of(Map.of("herald.jms.topic", "jms/out", "herald.jms.namespaces", "herald")))
                .hasMessage("herald.jms.namespaces: must be of herald.namespaces, or default");
    }
}
