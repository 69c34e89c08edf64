package org.herald.it.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.Body;
import org.herald.it.kit.Figures;
import org.herald.it.kit.HeraldClient;
import org.herald.it.kit.ManyNodes;
import org.herald.it.kit.Received;
import org.herald.it.kit.Server;
import org.herald.it.kit.Tokens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What operators see of many nodes, and of the Redis between them. */
class FiguresIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @AutoClose
    private final Belongings mine = new Belongings();

    private final String room = "figures/" + UUID.randomUUID();
    private ManyNodes nodes;
    private HeraldClient speaker;
    private HeraldClient listener;

    @BeforeEach
    void join() {
        nodes = ManyNodes.shared();
        speaker = connect(nodes.first(), "speaker");
        listener = connect(nodes.second(), "listener");
        speaker.join(room);
        listener.join(room);
    }

    @AfterEach
    void comeBack() {
        await().atMost(SOON).until(nodes::areReady);
    }

    @Test
    void measuresPublishingHereAndArrivalThere() {
        double published = figure(nodes.first(), "herald_publish_seconds_count");
        double batches = figure(nodes.first(), "herald_pipeline_depth_count");
        double arrived = figure(nodes.second(), "herald_subscriber_lag_seconds_count");
        double delivered = figure(nodes.second(), "herald_delivery_seconds_count");
        double publishedThere = figure(nodes.second(), "herald_publish_seconds_count");

        IntStream.range(0, 10).forEach(i -> speaker.say(room, "number " + i));
        listener.inbox().await(10, "message");

        awaitAtLeast(nodes.first(), "herald_publish_seconds_count", published + 10);
        awaitAtLeast(nodes.first(), "herald_pipeline_depth_count", batches + 1);
        awaitAtLeast(nodes.second(), "herald_subscriber_lag_seconds_count", arrived + 10);
        awaitAtLeast(nodes.second(), "herald_delivery_seconds_count", delivered + 10);
        assertThat(figure(nodes.second(), "herald_publish_seconds_count")).isEqualTo(publishedThere);
        assertThat(figure(nodes.first(), "herald_publish_seconds_sum")).isPositive();
    }

    @Test
    void tellsThatRedisIsAwayAndWhatWasMendedThen() {
        List<Server> both = nodes.servers();
        List<Double> before = both.stream()
                .map(server -> figure(server, "herald_resubscriptions_total"))
                .toList();
        assertThat(both).allMatch(server -> figure(server, "herald_store_up") == 1);

        nodes.redis().kill();
        await().atMost(SOON).until(() -> both.stream().allMatch(server -> figure(server, "herald_store_up") == 0));
        nodes.redis().start();

        await().atMost(SOON).until(() -> both.stream().allMatch(server -> figure(server, "herald_store_up") == 1));
        for (int i = 0; i < both.size(); i++) {
            awaitAtLeast(both.get(i), "herald_resubscriptions_total", before.get(i) + 1);
        }
    }

    @Test
    void takesATraceToEveryNode() {
        speaker.sendText(Json.createObjectBuilder()
                .add("event", "message.send")
                .add("room", room)
                .add("traceparent", TRACE)
                .add("data", Body.of("content", "traced"))
                .build()
                .toString());
        speaker.say(room, "not traced");

        for (HeraldClient one : List.of(speaker, listener)) {
            List<Received> heard = one.inbox().await(2, "message");
            assertThat(heard.get(0).envelope().getString("traceparent")).isEqualTo(TRACE);
            assertThat(heard.get(1).envelope()).doesNotContainKey("traceparent");
        }
        assertThat(listener.ack("room.history", room, Body.of())
                        .getJsonArray("events")
                        .toString())
                .contains("not traced")
                .doesNotContain("traceparent");
    }

    private static void awaitAtLeast(Server server, String name, double value) {
        await(name)
                .atMost(SOON)
                .untilAsserted(() -> assertThat(figure(server, name)).isGreaterThanOrEqualTo(value));
    }

    private static double figure(Server server, String name) {
        return Figures.of(server).value(name);
    }

    private HeraldClient connect(Server server, String user) {
        return mine.add(HeraldClient.connect(server, Tokens.of(user + " " + room)));
    }
}
