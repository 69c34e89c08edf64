package org.herald.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.IntStream;
import org.herald.figures.Figure.Kind;
import org.herald.hub.Content;
import org.herald.hub.ErrorCode;
import org.herald.hub.Limit;
import org.herald.hub.Position;
import org.herald.hub.RoomEvent;
import org.herald.hub.RoomName;
import org.herald.hub.Sender;
import org.herald.hub.UserId;
import org.herald.hub.VolatileEvent;
import org.junit.jupiter.api.Test;

class NodeFiguresTest {

    private static final Instant NOW = Instant.ofEpochMilli(1_763_612_345_678L);
    private static final RoomName ROOM = new RoomName("general");

    private final NodeFigures figures = new NodeFigures(Clock.fixed(NOW, ZoneOffset.UTC), "1.2.3", "n1");

    @Test
    void beginsEverySeriesAtZero() {
        assertThat(figures.all())
                .filteredOn(figure -> figure.kind() != Kind.GAUGE)
                .allSatisfy(figure -> assertThat(figure.value()).isZero());
    }

    @Test
    void namesFiguresByTheConventionsOfPrometheus() {
        assertThat(figures.all()).extracting(Figure::name).doesNotHaveDuplicates();
        assertThat(figures.all()).allSatisfy(figure -> {
            assertThat(figure.name()).matches("herald_[a-z_]+[a-z]");
            assertThat(figure.name().endsWith("_total")).isEqualTo(figure.kind() == Kind.COUNTER);
            assertThat(figure.help()).matches("(?s)[A-Z1].+\\.");
        });
    }

    @Test
    void countsConnectionsByTransportUpAndDown() {
        figures.connectionOpened("sse");
        figures.connectionOpened("sse");
        figures.connectionOpened("websocket");
        figures.connectionClosed("sse", 1000, false);

        assertThat(figures.value("herald_connections", "transport", "sse")).isEqualTo(1);
        assertThat(figures.value("herald_connections")).isEqualTo(2);
        assertThat(figures.value("herald_connections_opened_total", "transport", "sse"))
                .isEqualTo(2);
        assertThat(figures.value("herald_connections", "transport", "poll")).isZero();
    }

    @Test
    void tellsWhoEndedAConnection() {
        figures.connectionClosed("websocket", 4008, true);
        figures.connectionClosed("websocket", 4008, false);

        assertThat(figures.value("herald_closes_total", "code", "4008")).isEqualTo(2);
        assertThat(figures.value("herald_closes_total", "code", "4008", "by", "server"))
                .isEqualTo(1);
    }

    @Test
    void aClientThatEndsAsIfItWereTooSlowHitsNoLimit() {
        figures.connectionClosed("websocket", 4008, false);
        figures.connectionClosed("websocket", 1009, false);

        assertThat(figures.value("herald_limits_hit_total")).isZero();
    }

    @Test
    void countsTheLimitsBehindRefusalsAndEndings() {
        figures.connectionClosed("websocket", 4008, true);
        figures.connectionClosed("websocket", 1009, true);
        figures.refused(ErrorCode.TOO_MANY_ROOMS);
        figures.limitHit(Limit.HANDSHAKES);

        assertThat(figures.value("herald_limits_hit_total", "limit", "outbox")).isEqualTo(1);
        assertThat(figures.value("herald_limits_hit_total", "limit", "message-size"))
                .isEqualTo(1);
        assertThat(figures.value("herald_limits_hit_total", "limit", "rooms-per-connection"))
                .isEqualTo(1);
        assertThat(figures.value("herald_limits_hit_total", "limit", "handshakes-per-address"))
                .isEqualTo(1);
    }

    @Test
    void countsCodesThatNoTableHasAsOne() {
        int before = series();

        IntStream.range(0, 65_536).forEach(code -> figures.connectionClosed("websocket", code, false));
        IntStream.range(0, 10_000).forEach(i -> figures.handshakeRefused("made-up-" + i));
        IntStream.range(0, 10_000).forEach(i -> figures.connectionOpened("made-up-" + i));

        assertThat(series()).isEqualTo(before);
        assertThat(figures.value("herald_closes_total")).isEqualTo(65_536);
        assertThat(figures.value("herald_closes_total", "code", "1000")).isEqualTo(1);
        assertThat(figures.value("herald_closes_total", "code", "other")).isGreaterThan(65_500);
        assertThat(figures.value("herald_handshake_refusals_total", "code", "other"))
                .isEqualTo(10_000);
    }

    @Test
    void hasARowForEveryCodeOfTheProtocol() {
        for (ErrorCode code : ErrorCode.values()) {
            figures.refused(code);
            assertThat(figures.value("herald_refusals_total", "code", code.wire()))
                    .as(code.wire())
                    .isEqualTo(1);
        }
    }

    @Test
    void measuresDeliveriesFromWhenTheEventWasAccepted() {
        figures.delivered(event(NOW.toEpochMilli() - 30), 7);
        figures.delivered(event(NOW.toEpochMilli() + 5), 2);

        Distribution delivery = distribution("herald_delivery_seconds");
        assertThat(figures.value("herald_deliveries_total")).isEqualTo(9);
        assertThat(delivery.count()).isEqualTo(2);
        assertThat(delivery.in(0)).as("a clock that is behind").isEqualTo(1);
        assertThat(delivery.sum()).isEqualTo(0.03);
    }

    @Test
    void volatileEventsHaveNoTimeToMeasure() {
        figures.delivered(VolatileEvent.in(ROOM, new VolatileEvent.TypingStarted(new UserId("a"))), 3);

        assertThat(figures.value("herald_deliveries_total")).isEqualTo(3);
        assertThat(distribution("herald_delivery_seconds").count()).isZero();
    }

    @Test
    void putsValuesIntoTheBucketOfTheirBound() {
        figures.roundTrip(Duration.ofMillis(1));
        figures.roundTrip(Duration.ofNanos(1_001_000));
        figures.roundTrip(Duration.ofDays(1));

        Distribution roundTrip = distribution("herald_round_trip_seconds");
        assertThat(roundTrip.bound(1)).isEqualTo(0.001);
        assertThat(roundTrip.upTo(1)).isEqualTo(1);
        assertThat(roundTrip.upTo(2)).isEqualTo(2);
        assertThat(roundTrip.bound(roundTrip.buckets() - 1)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(roundTrip.in(roundTrip.buckets() - 1)).isEqualTo(1);
    }

    @Test
    void readsTheNodeWhenSomebodyLooks() {
        assertThat(figures.value("herald_accepting")).isZero();

        figures.watch(new NodeState() {
            @Override
            public Waiting waiting() {
                return new Waiting(3, 400, 300);
            }

            @Override
            public boolean accepting() {
                return true;
            }

            @Override
            public boolean storeUp() {
                return true;
            }
        });

        assertThat(figures.value("herald_accepting")).isEqualTo(1);
        assertThat(figures.value("herald_store_up")).isEqualTo(1);
        assertThat(figures.value("herald_outbox_frames")).isEqualTo(3);
        assertThat(figures.value("herald_outbox_bytes")).isEqualTo(400);
        assertThat(figures.value("herald_outbox_fullest_bytes")).isEqualTo(300);
        assertThat(figures.value("herald_build_info", "version", "1.2.3", "node", "n1"))
                .isEqualTo(1);
        assertThat(figures.value("herald_start_time_seconds")).isEqualTo(1_763_612_345.678);
    }

    @Test
    void tellsTheWriterInUse() {
        assertThat(figures.value("herald_writer", "writer", "portable")).isEqualTo(1);

        figures.writerInUse("tyrus");
        assertThat(figures.value("herald_writer", "writer", "tyrus")).isEqualTo(1);
        figures.writerInUse("somebody's own");

        assertThat(figures.value("herald_writer", "writer", "other")).isEqualTo(1);
        assertThat(figures.value("herald_writer")).isEqualTo(1);
    }

    @Test
    void refusesToReadWhatThereIsNot() {
        assertThatThrownBy(() -> figures.value("herald_nothing"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("herald_nothing");
    }

    @Test
    void allocatesNothingOnHotPaths() {
        RoomEvent event = event(NOW.toEpochMilli());
        conversation(event, 20_000);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(thread);

        conversation(event, 10_000);

        assertThat(threads.getThreadAllocatedBytes(thread) - before).isLessThan(10_000);
    }

    private void conversation(RoomEvent event, int times) {
        for (int i = 0; i < times; i++) {
            figures.received(100);
            figures.delivered(event, 10);
            figures.sent(200);
            figures.refused(ErrorCode.NOT_JOINED);
            figures.dropped();
        }
    }

    private int series() {
        return figures.all().stream().mapToInt(figure -> figure.series().size()).sum();
    }

    private Distribution distribution(String name) {
        return figures.all().stream()
                .filter(figure -> figure.name().equals(name))
                .findFirst()
                .orElseThrow()
                .distribution();
    }

    private static RoomEvent event(long ts) {
        return new RoomEvent(
                ROOM,
                new Position("e", 1),
                ts,
                new Sender(new UserId("alice"), null),
                new RoomEvent.Message(new Content.Value("1"), null, null),
                true);
    }
}
