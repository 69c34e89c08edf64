package org.herald.transport.jms;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.awaitility.Awaitility;
import org.herald.auth.Namespaces;
import org.herald.hub.TimerWheel;
import org.herald.limits.LimitSettings;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class JmsBridgeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final LimitSettings.Messages LIMITS = new LimitSettings.Messages(1024, 8);

    private final TestProvider provider = new TestProvider();

    @AutoClose
    private Store store;

    @AutoClose
    private JmsBridge bridge;

    private void start(JmsSettings settings) {
        TimerWheel wheel = new TimerWheel(Duration.ofMillis(100), 64, System::nanoTime, fault -> {});
        bridge = new JmsBridge(settings, Namespaces.from(Store.SETTINGS), provider, wheel);
        store = new Store(bridge::around);
        bridge.start(Thread::new, store.voice(), LIMITS, () -> true);
    }

    @Test
    void takesNothingFromTheQueueWhileTheTopicIsAway() {
        provider.topicAway(true);
        provider.put("ID:1", "{\"room\":\"orders/new\",\"content\":1}");

        start(new JmsSettings("factory", "queue", "topic", Set.of("orders")));
        Awaitility.await().during(Duration.ofMillis(700)).atMost(PATIENCE).until(() -> provider.takes() == 0);
        provider.topicAway(false);

        Awaitility.await().atMost(PATIENCE).until(() -> provider.told().size() == 1);
        Awaitility.await().atMost(PATIENCE).until(() -> provider.left() == 0);
        assertThat(provider.returned()).isZero();
        assertThat(store.refusals()).isEmpty();
    }

    @Test
    void takesFromTheQueueWhereThereIsNoTopic() {
        provider.topicAway(true);
        provider.put("ID:1", "{\"room\":\"orders/new\",\"content\":1}");

        start(new JmsSettings("factory", "queue", null, Set.of()));

        Awaitility.await().atMost(PATIENCE).until(() -> store.count("orders/new") == 1);
        assertThat(provider.told()).isEmpty();
    }
}
