package org.herald.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.herald.broker.Broker;
import org.herald.broker.Publication;
import org.herald.broker.Range;
import org.herald.broker.Recorder;
import org.herald.broker.Retention;
import org.herald.broker.local.LocalBroker;
import org.herald.hub.Content;
import org.herald.hub.ErrorCode;
import org.herald.hub.Position;
import org.herald.hub.Refused;
import org.herald.hub.RoomEvent;
import org.herald.hub.RoomName;
import org.herald.hub.Sender;
import org.herald.hub.TimerWheel;
import org.herald.hub.Traceparent;
import org.herald.hub.UserId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TracedBrokerTest {

    private static final RoomName ROOM = new RoomName("general");
    private static final Traceparent TRACE =
            Traceparent.read("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    private static final Traceparent CHILD =
            Traceparent.read("00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01");

    private final List<String> spans = new ArrayList<>();
    private final Recorder node = new Recorder();
    private final Broker broker = new TracedBroker(
            new LocalBroker(
                    Clock.systemUTC(),
                    System::nanoTime,
                    new TimerWheel(Duration.ofMillis(100), 64, System::nanoTime, fault -> {}),
                    Runnable::run,
                    1,
                    1024,
                    fault -> {}),
            new Noted());

    @BeforeEach
    void start() {
        broker.start(node);
        broker.interest().subscribe(ROOM);
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void recordsATracedPublicationAndItsDelivery() {
        broker.log().publish(saying("hi").in(TRACE)).toCompletableFuture().join();

        assertThat(spans)
                .containsExactlyInAnyOrder(
                        "publish general below " + TRACE,
                        "publish ended with null",
                        "deliver general below " + CHILD,
                        "deliver ended with null");
        assertThat(node.roomEvents(ROOM)).extracting(RoomEvent::trace).containsExactly(CHILD);
    }

    @Test
    void recordsNothingOfWhatIsNoPartOfATrace() {
        broker.log().publish(saying("hi")).toCompletableFuture().join();

        assertThat(spans).isEmpty();
        assertThat(node.roomEvents(ROOM)).extracting(RoomEvent::trace).containsOnlyNulls();
    }

    @Test
    void tellsWhyAPublicationFailed() {
        Publication edit = new Publication(
                ROOM,
                new Sender(new UserId("alice"), null),
                new RoomEvent.Edited(new Position("no", 1), new Content.Value("1")),
                null,
                true,
                false,
                new Retention(10, Duration.ofHours(1)),
                TRACE);

        assertThatThrownBy(
                        () -> broker.log().publish(edit).toCompletableFuture().join())
                .hasCauseInstanceOf(Refused.class);

        assertThat(spans).contains("publish ended with " + ErrorCode.NOT_FOUND);
    }

    @Test
    void passesEverythingElseOn() {
        broker.log().publish(saying("hi")).toCompletableFuture().join();

        assertThat(broker.log().position(ROOM).toCompletableFuture().join().seq())
                .isEqualTo(1);
        assertThat(broker.log()
                        .read(ROOM, Range.newest(10, 1000))
                        .toCompletableFuture()
                        .join()
                        .events())
                .hasSize(1);
        assertThat(broker.isUp()).isTrue();
        assertThat(List.of(
                        broker.fanout(),
                        broker.presence(),
                        broker.memberships(),
                        broker.readMarks(),
                        broker.quota(),
                        broker.messages(),
                        broker.directory(),
                        broker.control(),
                        broker.revocations()))
                .doesNotContainNull();
    }

    @Test
    void costsNoMemoryWhereThereIsNoTrace() {
        Broker bare = new LocalBroker(
                Clock.systemUTC(),
                System::nanoTime,
                new TimerWheel(Duration.ofMillis(100), 64, System::nanoTime, fault -> {}),
                Runnable::run,
                1,
                1024,
                fault -> {});
        bare.start(new Recorder());
        try {
            publishMany(bare);
            publishMany(broker);

            long alone = publishMany(bare);
            long around = publishMany(broker);

            assertThat(around).isCloseTo(alone, Percentage.withPercentage(5));
        } finally {
            bare.close();
        }
    }

    /** How many bytes that takes, in a room where nobody listens. */
    private static long publishMany(Broker broker) {
        Publication publication = new Publication(
                new RoomName("quiet"),
                new Sender(new UserId("alice"), null),
                new RoomEvent.Message(new Content.Value("1"), null, null),
                null,
                true,
                false,
                new Retention(0, Duration.ofHours(1)));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        for (int i = 0; i < 5_000; i++) {
            broker.log().publish(publication);
        }
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
    }

    private static Publication saying(String text) {
        return new Publication(
                ROOM,
                new Sender(new UserId("alice"), null),
                new RoomEvent.Message(new Content.Value('"' + text + '"'), null, null),
                null,
                true,
                false,
                new Retention(10, Duration.ofHours(1)));
    }

    private final class Noted implements Spans {
        @Override
        public Span publish(Traceparent parent, RoomName room) {
            return begin("publish", parent, room);
        }

        @Override
        public Span deliver(Traceparent parent, RoomName room) {
            return begin("deliver", parent, room);
        }

        private Span begin(String what, Traceparent parent, RoomName room) {
            spans.add(what + ' ' + room + " below " + parent);
            return new Span() {
                @Override
                public Traceparent context() {
                    return CHILD;
                }

                @Override
                public void end(Throwable failure) {
                    spans.add(what + " ended with " + (failure instanceof Refused refused ? refused.code() : failure));
                }
            };
        }
    }
}
