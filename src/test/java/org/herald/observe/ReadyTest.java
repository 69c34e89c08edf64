package org.herald.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.herald.figures.NodeState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadyTest {

    private final Condition condition = new Condition();
    private final Ready ready = new Ready(condition);
    private boolean accepting = true;
    private boolean storeUp = true;

    private final NodeState node = new NodeState() {
        @Override
        public Waiting waiting() {
            return new Waiting(0, 0, 0);
        }

        @Override
        public boolean accepting() {
            return accepting;
        }

        @Override
        public boolean storeUp() {
            return storeUp;
        }
    };

    @BeforeEach
    void answer() {
        HealthCheckResponse.setResponseProvider(() -> new Builder());
    }

    @AfterEach
    void answerNoMore() {
        HealthCheckResponse.setResponseProvider(null);
    }

    @Test
    void isNotBeforeTheNodeHasStartedNorAfterItHasStopped() {
        assertThat(answerOf(ready)).isEqualTo("DOWN {connections=0, store=down}");
        condition.begin(node, () -> 3);
        assertThat(answerOf(ready)).isEqualTo("UP {connections=3, store=up}");
        condition.over();
        assertThat(answerOf(ready)).isEqualTo("DOWN {connections=0, store=down}");
    }

    @Test
    void isNotWhileNobodyIsLetInOrTheStoreIsAway() {
        condition.begin(node, () -> 3);
        storeUp = false;
        assertThat(answerOf(ready)).isEqualTo("DOWN {connections=3, store=down}");
        storeUp = true;
        accepting = false;
        assertThat(answerOf(ready)).isEqualTo("DOWN {connections=3, store=up}");
    }

    private static String answerOf(Ready ready) {
        HealthCheckResponse answer = ready.call();
        assertThat(answer.getName()).isEqualTo("herald");
        return answer.getStatus() + " " + new TreeMap<>(answer.getData().orElseThrow());
    }

    private static final class Builder extends HealthCheckResponseBuilder {
        private final Map<String, Object> data = new TreeMap<>();
        private String name;
        private boolean up;

        @Override
        public HealthCheckResponseBuilder name(String given) {
            name = given;
            return this;
        }

        @Override
        public HealthCheckResponseBuilder withData(String key, String value) {
            data.put(key, value);
            return this;
        }

        @Override
        public HealthCheckResponseBuilder withData(String key, long value) {
            data.put(key, value);
            return this;
        }

        @Override
        public HealthCheckResponseBuilder withData(String key, boolean value) {
            data.put(key, value);
            return this;
        }

        @Override
        public HealthCheckResponseBuilder up() {
            return status(true);
        }

        @Override
        public HealthCheckResponseBuilder down() {
            return status(false);
        }

        @Override
        public HealthCheckResponseBuilder status(boolean now) {
            up = now;
            return this;
        }

        @Override
        public HealthCheckResponse build() {
            return new HealthCheckResponse(
                    name, up ? HealthCheckResponse.Status.UP : HealthCheckResponse.Status.DOWN, Optional.of(data));
        }
    }
}
