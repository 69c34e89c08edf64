package org.herald.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.herald.hub.ConnectionId;
import org.herald.hub.Content;
import org.herald.hub.ErrorCode;
import org.herald.hub.Position;
import org.herald.hub.Refused;
import org.herald.hub.RoomEvent;
import org.herald.hub.RoomName;
import org.herald.hub.Sender;
import org.herald.hub.UserId;
import org.herald.hub.VolatileEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * What the contracts of all ports have in common. Each form of the broker runs all of them: one class that extends each,
 * and says how a store is opened.
 */
public abstract class BrokerContract {

    protected static final RoomName ROOM = new RoomName("general");
    protected static final RoomName OTHER_ROOM = new RoomName("ops/alerts");

    protected static final UserId ALICE = new UserId("alice");
    protected static final UserId BOB = new UserId("bob");

    protected static final ConnectionId A1 = new ConnectionId("c-a1");
    protected static final ConnectionId A2 = new ConnectionId("c-a2");
    protected static final ConnectionId B1 = new ConnectionId("c-b1");

    protected static final Retention KEEP = new Retention(1000, Duration.ofHours(1));
    protected static final int NO_BYTE_LIMIT = Integer.MAX_VALUE;

    protected final Recorder node = new Recorder();
    protected BrokerFixture fixture;
    protected Broker broker;

    protected abstract BrokerFixture open();

    @BeforeEach
    void startBroker() {
        fixture = open();
        broker = fixture.broker();
        broker.start(node);
    }

    @AfterEach
    void closeBroker() {
        fixture.close();
    }

    protected static RoomEvent.Message said(String text) {
        return new RoomEvent.Message(new Content.Value('"' + text + '"'), null, null);
    }

    protected static Publication by(UserId user, RoomEvent.Body body) {
        return new Publication(ROOM, new Sender(user, user.equals(ALICE) ? A1 : B1), body, null, true, false, KEEP);
    }

    protected static Publication in(RoomName room, Publication p) {
        return new Publication(room, p.from(), p.body(), p.idempotencyKey(), p.echo(), p.moderates(), p.retention());
    }

    protected static Publication keyed(String key, Publication p) {
        return new Publication(p.room(), p.from(), p.body(), key, p.echo(), p.moderates(), p.retention());
    }

    protected static Publication keeping(Retention retention, Publication p) {
        return new Publication(p.room(), p.from(), p.body(), p.idempotencyKey(), p.echo(), p.moderates(), retention);
    }

    protected static Publication moderating(Publication p) {
        return new Publication(p.room(), p.from(), p.body(), p.idempotencyKey(), p.echo(), true, p.retention());
    }

    /** Alice says something in the room. */
    protected Position say(String text) {
        return publish(by(ALICE, said(text))).position();
    }

    protected Published publish(Publication publication) {
        return of(broker.log().publish(publication));
    }

    protected Page read(Range range) {
        return of(broker.log().read(ROOM, range));
    }

    /** The whole of the room's history, oldest first. */
    protected List<RoomEvent> history() {
        return read(Range.after(null, 10_000, NO_BYTE_LIMIT)).events();
    }

    protected Position position() {
        return of(broker.log().position(ROOM));
    }

    /** A place in a history that the room never had. */
    protected Position elsewhere(long seq) {
        return new Position(position().epoch().equals("0") ? "1" : "0", seq);
    }

    protected void subscribe(RoomName room) {
        of(broker.interest().subscribe(room));
    }

    protected void unsubscribe(RoomName room) {
        of(broker.interest().unsubscribe(room));
    }

    protected static <T> T of(CompletionStage<T> answer) {
        return answer.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }

    protected static Refused refusalOf(CompletionStage<?> answer) {
        Throwable thrown = catchThrowable(() -> of(answer));
        if (thrown instanceof CompletionException && thrown.getCause() instanceof Refused refused) {
            return refused;
        }
        return fail("no refusal", thrown);
    }

    protected static void assertRefused(CompletionStage<?> answer, ErrorCode code) {
        assertThat(refusalOf(answer).code()).isEqualTo(code);
    }

    protected static ConditionFactory eventually() {
        return Awaitility.await().atMost(10, TimeUnit.SECONDS).pollInterval(Duration.ofMillis(5));
    }

    /**
     * Everything that was told in a subscribed room until now: whatever is on its way has arrived when a mark that was
     * sent after it has.
     */
    protected List<RoomEvent> roomEventsToldIn(RoomName room) {
        awaitMark(room);
        return node.roomEvents(room);
    }

    /** The same, of the volatile events. */
    protected List<VolatileEvent> volatileEventsToldIn(RoomName room) {
        awaitMark(room);
        List<VolatileEvent> events = new ArrayList<>(node.volatileEvents(room));
        events.removeIf(event -> isMark(event));
        return events;
    }

    private void awaitMark(RoomName room) {
        long before = marksIn(room);
        broker.fanout().emit(VolatileEvent.in(room, new VolatileEvent.Emitted("mark", null)));
        eventually().until(() -> marksIn(room) > before);
    }

    private long marksIn(RoomName room) {
        return node.volatileEvents(room).stream().filter(BrokerContract::isMark).count();
    }

    private static boolean isMark(VolatileEvent event) {
        return event.body() instanceof VolatileEvent.Emitted emitted
                && emitted.name().equals("mark");
    }

    protected static List<Position> positions(List<RoomEvent> events) {
        return events.stream().map(RoomEvent::position).toList();
    }

    /** What the messages say; null for an event that is none. */
    protected static List<String> texts(List<RoomEvent> events) {
        List<String> texts = new ArrayList<>();
        for (RoomEvent event : events) {
            texts.add(
                    event.body() instanceof RoomEvent.Message message
                                    && message.content() instanceof Content.Value value
                            ? value.encoded().replace("\"", "")
                            : null);
        }
        return texts;
    }
}
