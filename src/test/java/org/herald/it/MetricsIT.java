package org.herald.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.Body;
import org.herald.it.kit.Figures;
import org.herald.it.kit.Handshake;
import org.herald.it.kit.HeraldClient;
import org.herald.it.kit.HeraldWar;
import org.herald.it.kit.Http;
import org.herald.it.kit.Route;
import org.herald.it.kit.Server;
import org.herald.it.kit.Tokens;
import org.herald.it.kit.WebSocketWire;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.TargetsContainer;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The figures and the health that operators see follow what happens. */
@ExtendWith(ArquillianExtension.class)
class MetricsIT {

    @ArquillianResource
    private Server server;

    @AutoClose
    private final Belongings mine = new Belongings();

    @Deployment(testable = false)
    @TargetsContainer("strict")
    static WebArchive herald() {
        return HeraldWar.built();
    }

    @Test
    void countsConnectionsAndRoomsUpAndDown() {
        double connections = figure("herald_connections");
        double rooms = figure("herald_rooms");

        HeraldClient alice = connect("metrics-alice");
        alice.join("metrics/counted");

        awaitFigure("herald_connections", connections + 1);
        awaitFigure("herald_rooms", rooms + 2);
        alice.close();
        awaitFigure("herald_connections", connections);
        awaitFigure("herald_rooms", rooms);
    }

    @Test
    void countsMessagesInAndOutAndDeliveries() {
        HeraldClient alice = connect("metrics-ann");
        HeraldClient bob = connect("metrics-bob");
        alice.join("metrics/messages");
        bob.join("metrics/messages");
        double received = figure("herald_messages_received_total");
        double receivedBytes = figure("herald_received_bytes_total");
        double sent = figure("herald_messages_sent_total");
        double sentBytes = figure("herald_sent_bytes_total");
        double deliveries = figure("herald_deliveries_total");

        alice.say("metrics/messages", "hello");
        bob.inbox().await("message");

        awaitAtLeast("herald_messages_received_total", received + 1);
        awaitAtLeast("herald_received_bytes_total", receivedBytes + 50);
        awaitAtLeast("herald_messages_sent_total", sent + 3);
        awaitAtLeast("herald_sent_bytes_total", sentBytes + 150);
        awaitAtLeast("herald_deliveries_total", deliveries + 2);
    }

    @Test
    void countsRefusalsByCode() throws IOException {
        HeraldClient alice = connect("metrics-refused");
        double notJoined = figure("herald_refusals_total", "code=\"not_joined\"");
        double unauthorized = figure("herald_handshake_refusals_total", "code=\"unauthorized\"");
        double badRequest = figure("herald_handshake_refusals_total", "code=\"bad_request\"");

        alice.refusal("message.send", "metrics/elsewhere", Body.of("content", "hi"));
        shake(Handshake.with(server));
        shake(Handshake.with(server).without("Upgrade"));

        awaitFigure("herald_refusals_total", notJoined + 1, "code=\"not_joined\"");
        awaitFigure("herald_handshake_refusals_total", unauthorized + 1, "code=\"unauthorized\"");
        awaitFigure("herald_handshake_refusals_total", badRequest + 1, "code=\"bad_request\"");
    }

    @Test
    void countsEndingsByCode() throws IOException {
        double normal = figure("herald_closes_total", "code=\"1000\"");
        double tooLarge = figure("herald_closes_total", "code=\"1009\"");
        double odd = figure("herald_closes_total", "code=\"other\"");

        connect("metrics-polite").close();
        HeraldClient large = connect("metrics-large");
        large.sendText("x".repeat(5000));
        large.awaitEnding();
        HeraldClient strange = connect("metrics-strange");
        strange.wire().sendClose(4999, "");
        strange.awaitEnding();

        awaitFigure("herald_closes_total", normal + 1, "code=\"1000\"");
        awaitFigure("herald_closes_total", tooLarge + 1, "code=\"1009\"");
        awaitFigure("herald_closes_total", odd + 1, "code=\"other\"");
    }

    @Test
    void measuresRoundTripsAndOutboxes() {
        double roundTrips = figure("herald_round_trip_seconds_count");
        double outboxes = figure("herald_outbox_high_water_bytes_count");

        HeraldClient alice = connect("metrics-measured");
        awaitAtLeast("herald_round_trip_seconds_count", roundTrips + 1);
        alice.close();

        awaitAtLeast("herald_outbox_high_water_bytes_count", outboxes + 1);
        assertThat(figure("herald_outbox_high_water_bytes_sum")).isPositive();
        assertThat(figure("herald_round_trip_seconds_sum"))
                .isBetween(0.0, 15.0 * figure("herald_round_trip_seconds_count"));
    }

    @Test
    void measuresDeliveriesInSeconds() {
        HeraldClient alice = connect("metrics-timed");
        alice.join("metrics/timed");
        double deliveries = figure("herald_delivery_seconds_count");

        alice.say("metrics/timed", "hello");

        awaitAtLeast("herald_delivery_seconds_count", deliveries + 1);
        assertThat(figure("herald_delivery_seconds_bucket", "le=\"+Inf\""))
                .isEqualTo(figure("herald_delivery_seconds_count"));
    }

    @Test
    void tellsTheTransportAndWhoEndedAConnection() throws IOException {
        double opened = figure("herald_connections_opened_total", "transport=\"websocket\"");
        double byServer = figure("herald_closes_total", "code=\"1009\"", "by=\"server\"");
        double byClient = figure("herald_closes_total", "code=\"4008\"", "by=\"client\"");

        HeraldClient large = connect("metrics-by-server");
        large.sendText("x".repeat(5000));
        large.awaitEnding();
        HeraldClient liar = connect("metrics-by-client");
        liar.wire().sendClose(4008, "");
        liar.awaitEnding();

        awaitFigure("herald_connections_opened_total", opened + 2, "transport=\"websocket\"");
        awaitFigure("herald_closes_total", byServer + 1, "code=\"1009\"", "by=\"server\"");
        awaitFigure("herald_closes_total", byClient + 1, "code=\"4008\"", "by=\"client\"");
    }

    @Test
    void countsLimitsThatAreHit() throws IOException {
        double messageSize = figure("herald_limits_hit_total", "limit=\"message-size\"");
        double requests = figure("herald_limits_hit_total", "limit=\"requests\"");
        double perUser = figure("herald_limits_hit_total", "limit=\"connections-per-user\"");

        HeraldClient large = connect("metrics-limited");
        large.sendText("x".repeat(5000));
        HeraldClient hasty = connect("metrics-hasty");
        for (int i = 0; i < 60; i++) {
            hasty.sendText("{\"event\":\"ping\",\"id\":\"" + i + "\"}");
        }
        connect("metrics-many");
        connect("metrics-many");
        shake(Handshake.with(server).bearer(Tokens.of("metrics-many")));

        awaitFigure("herald_limits_hit_total", messageSize + 1, "limit=\"message-size\"");
        awaitFigure("herald_limits_hit_total", perUser + 1, "limit=\"connections-per-user\"");
        awaitAtLeast("herald_limits_hit_total", requests + 5, "limit=\"requests\"");
    }

    @Test
    void countsWhoComesBack() {
        HeraldClient alice = connect("metrics-back");
        alice.join("metrics/back");
        String seen = alice.say("metrics/back", "seen").getString("eventId");
        alice.ack("room.leave", "metrics/back");
        HeraldClient bob = connect("metrics-speaker");
        bob.join("metrics/back");
        bob.say("metrics/back", "missed");
        double complete = figure("herald_recoveries_total", "complete=\"true\"");
        double incomplete = figure("herald_recoveries_total", "complete=\"false\"");
        double replayed = figure("herald_replayed_events_total");

        alice.ack("room.join", "metrics/back", Body.of("since", seen));
        alice.ack("room.leave", "metrics/back");
        alice.ack("room.join", "metrics/back", Body.of("since", "0-1"));

        awaitFigure("herald_replayed_events_total", replayed + 1);
        awaitFigure("herald_recoveries_total", complete + 1, "complete=\"true\"");
        awaitFigure("herald_recoveries_total", incomplete + 1, "complete=\"false\"");
    }

    @Test
    void isAliveAndReady() {
        assertThat(Http.get(server.fromTop("/health/live")).statusCode()).isEqualTo(200);
        assertThat(Http.get(server.fromTop("/health/live")).body()).contains("\"herald\"", "UP");
        assertThat(Http.get(server.fromTop("/health/ready")).statusCode()).isEqualTo(200);
        assertThat(Http.get(server.fromTop("/health/ready")).body()).contains("\"herald\"", "UP", "\"connections\"");
    }

    private void awaitFigure(String name, double value, String... labels) {
        Awaitility.await(name)
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> assertThat(figure(name, labels)).isEqualTo(value));
    }

    private void awaitAtLeast(String name, double value, String... labels) {
        Awaitility.await(name)
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> assertThat(figure(name, labels)).isGreaterThanOrEqualTo(value));
    }

    private double figure(String name, String... labels) {
        return Figures.of(server).value(name, labels);
    }

    private void shake(Handshake handshake) throws IOException {
        mine.add(WebSocketWire.dial(Route.to(server).fromElsewhere())).shake(handshake);
    }

    private HeraldClient connect(String user) {
        Handshake handshake = Handshake.with(server).bearer(Tokens.of(user));
        return mine.add(HeraldClient.connect(Route.to(server).fromElsewhere(), handshake));
    }
}
