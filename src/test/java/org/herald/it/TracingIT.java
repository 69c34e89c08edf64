package org.herald.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.Body;
import org.herald.it.kit.HeraldClient;
import org.herald.it.kit.HeraldNode;
import org.herald.it.kit.Received;
import org.herald.it.kit.Tokens;
import org.herald.it.kit.TraceCollector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A trace that a publisher began goes on at those who are told, and in the server's OpenTelemetry. */
class TracingIT {

    private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
    private static final String TRACE = "00-" + TRACE_ID + "-b7ad6b7169203331-01";

    private static final TraceCollector COLLECTOR = new TraceCollector();
    private static HeraldNode node;

    @AutoClose
    private final Belongings mine = new Belongings();

    @BeforeAll
    static void start() {
        node = HeraldNode.named("traced")
                .trustingTestTokens()
                .property("otel.sdk.disabled", false)
                .property("otel.service.name", "herald-test")
                .property("otel.exporter.otlp.protocol", "http/protobuf")
                .property("otel.exporter.otlp.endpoint", COLLECTOR.url())
                .property("otel.metrics.exporter", "none")
                .property("otel.logs.exporter", "none")
                .property("otel.bsp.schedule.delay", 100)
                .start();
    }

    @AfterAll
    static void stop() {
        if (node != null) {
            node.close();
        }
        COLLECTOR.close();
    }

    @Test
    void tellsReceiversTheTrace() {
        HeraldClient alice = connect("alice");
        HeraldClient bob = connect("bob");
        alice.join("traced/told");
        bob.join("traced/told");

        say(alice, "traced/told", TRACE);

        String told = bob.inbox().await("message").envelope().getString("traceparent");
        assertThat(told).matches("00-" + TRACE_ID + "-[0-9a-f]{16}-01");
    }

    @Test
    void tellsNothingWherePublishersGiveNothingOrNonsense() {
        HeraldClient alice = connect("alice");
        alice.join("traced/not");

        say(alice, "traced/not", null);
        say(alice, "traced/not", "00-nonsense");

        assertThat(alice.inbox().await(2, "message"))
                .extracting(Received::envelope)
                .allSatisfy(envelope -> assertThat(envelope).doesNotContainKey("traceparent"));
    }

    @Test
    void doesNotKeepTheTraceInHistory() {
        HeraldClient alice = connect("alice");
        alice.join("traced/kept");
        say(alice, "traced/kept", TRACE);
        alice.inbox().await("message");

        JsonArray events = alice.ack("room.history", "traced/kept", Body.of()).getJsonArray("events");

        assertThat(events).hasSize(1);
        assertThat(events.getJsonObject(0)).doesNotContainKey("traceparent");
    }

    @Test
    void recordsThePublicationAndItsDelivery() {
        HeraldClient alice = connect("alice");
        alice.join("traced/recorded");

        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        say(alice, "traced/recorded", "00-" + trace + "-00f067aa0ba902b7-01");

        Awaitility.await("the spans").atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(COLLECTOR.has("herald publish", trace)).as("publish").isTrue();
            assertThat(COLLECTOR.has("herald deliver", trace)).as("deliver").isTrue();
        });
    }

    private static void say(HeraldClient client, String room, String trace) {
        JsonObject envelope = Json.createObjectBuilder()
                .add("event", "message.send")
                .add("room", room)
                .add("data", Body.of("content", "hi"))
                .build();
        client.sendText((trace == null
                        ? envelope
                        : Json.createObjectBuilder(envelope)
                                .add("traceparent", trace)
                                .build())
                .toString());
    }

    private HeraldClient connect(String user) {
        return mine.add(HeraldClient.connect(node.server(), Tokens.of(user)));
    }
}
