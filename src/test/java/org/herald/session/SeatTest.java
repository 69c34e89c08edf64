package org.herald.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.herald.broker.Page;
import org.herald.broker.Publication;
import org.herald.broker.Published;
import org.herald.broker.Range;
import org.herald.broker.RoomLog;
import org.herald.hub.CloseCode;
import org.herald.hub.Content;
import org.herald.hub.Delivery;
import org.herald.hub.HandClock;
import org.herald.hub.Position;
import org.herald.hub.RoomEvent;
import org.herald.hub.RoomName;
import org.herald.hub.Sender;
import org.herald.hub.UserId;
import org.herald.hub.VolatileEvent;
import org.junit.jupiter.api.Test;

class SeatTest {

    private static final RoomName ROOM = new RoomName("general");
    private static final UserId BOB = new UserId("bob");

    private final FakeSocket socket = new FakeSocket();
    private final ClientSession session =
            TestSessions.make(TestNode.identity("alice"), socket, new HandClock(), (delay, task) -> () -> {});
    private final Seat seat = session.newSeat(ROOM);
    private final ScriptedLog log = new ScriptedLog();
    private final CatchUp catchUp = new CatchUp(log, 1000);

    private static RoomEvent event(String position) {
        Content content = new Content.Value('"' + position + '"');
        RoomEvent.Body body = new RoomEvent.Message(content, null, null);
        return new RoomEvent(ROOM, Position.parse(position), 1, new Sender(BOB, null), body, true);
    }

    private void live(String... positions) {
        for (String position : positions) {
            seat.deliver(new Delivery(event(position)));
        }
    }

    private static Page page(String head, boolean reaches, String... positions) {
        List<RoomEvent> events =
                List.of(positions).stream().map(SeatTest::event).toList();
        return new Page(events, Position.parse(head), reaches, false);
    }

    private List<String> heard() {
        return socket.messages().stream()
                .map(m -> m.getString("eventId", "volatile"))
                .toList();
    }

    private void begin(String position) {
        seat.begin(Position.parse(position));
        catchUp.start(seat);
    }

    @Test
    void letsThroughWhatFollowsOnceItIsOpen() {
        begin("e-3");
        live("e-4", "e-5");
        assertThat(heard()).containsExactly("e-4", "e-5");
    }

    @Test
    void dropsWhatWasSentAlready() {
        live("e-2", "e-3", "e-4");
        begin("e-3");
        live("e-3", "e-4", "e-5", "e-5");
        assertThat(heard()).containsExactly("e-4", "e-5");
    }

    @Test
    void readsWhatIsMissingBeforeWhatItHoldsBack() {
        live("e-6", "e-7");
        log.answers.add(() -> page("e-7", true, "e-4", "e-5", "e-6", "e-7"));
        begin("e-3");
        live("e-8");
        assertThat(heard()).containsExactly("e-4", "e-5", "e-6", "e-7", "e-8");
        assertThat(log.ranges).extracting(Range::since).containsExactly(Position.parse("e-3"));
    }

    @Test
    void whatItHoldsBackOfAnEpochThatIsGoneKeepsNoGateClosed() {
        live("old-8", "old-9");
        log.answers.add(() -> page("new-0", true));
        begin("new-0");
        live("new-1");

        assertThat(heard()).containsExactly("new-1");
        assertThat(socket.closes()).isEmpty();
    }

    @Test
    void endsWhenAnotherEpochBeginsWhileHistoryIsRead() {
        live("old-9");
        log.answers.add(() -> {
            live("newest-1");
            return page("new-0", true);
        });
        log.answers.add(() -> page("newest-1", false));
        begin("new-0");

        assertThat(heard()).isEmpty();
        assertThat(socket.closes()).containsExactly(CloseCode.TOO_SLOW);
    }

    @Test
    void readsAgainWhenMoreCameThanItHolds() {
        for (int i = 2; i <= Seat.HELD + 4; i++) {
            live("e-" + i);
        }
        log.answers.add(() -> page("e-40", true, "e-2", "e-3", "e-4"));
        begin("e-1");
        assertThat(heard()).hasSize(Seat.HELD + 3).startsWith("e-2", "e-3").endsWith("e-" + (Seat.HELD + 4));
        assertThat(heard()).doesNotHaveDuplicates();
    }

    @Test
    void letsVolatileEventsThroughOnlyWhenTheClientKnowsItIsIn() {
        Delivery told = new Delivery(VolatileEvent.in(ROOM, new VolatileEvent.UserLeft(BOB)));
        seat.deliver(told);
        assertThat(seat.isTaken()).isFalse();
        assertThat(heard()).isEmpty();
        begin("e-1");
        assertThat(seat.isTaken()).isTrue();
        seat.deliver(told);
        seat.deliver(new Delivery(
                VolatileEvent.in(ROOM, new VolatileEvent.UserLeft(BOB)).butNotTo(session.id())));
        assertThat(heard()).containsExactly("volatile");
    }

    @Test
    void letsNothingThroughOnceItIsLeft() {
        begin("e-1");
        assertThat(seat.leave()).isFalse();
        live("e-2");
        seat.deliver(new Delivery(VolatileEvent.in(ROOM, new VolatileEvent.UserLeft(BOB))));
        seat.replay(event("e-2"));
        seat.begin(Position.parse("e-5"));
        assertThat(seat.isTaken()).isFalse();
        assertThat(seat.isLeft()).isTrue();
        assertThat(seat.newestHeld()).isNull();
        assertThat(heard()).isEmpty();
    }

    @Test
    void stopsReplayingWhenItIsLeftMeanwhile() {
        log.answers.add(() -> {
            seat.leave();
            return page("e-9", true, "e-2");
        });
        live("e-9");
        begin("e-1");
        assertThat(heard()).isEmpty();
        assertThat(log.ranges).hasSize(1);
    }

    @Test
    void callsOffATypingTimerThatComesTooLate() {
        int[] calledOff = new int[1];
        seat.leave();
        assertThat(seat.startTyping(() -> calledOff[0]++)).isFalse();
        assertThat(calledOff[0]).isEqualTo(1);
        assertThat(seat.stopTyping()).isFalse();
    }

    /** Answers each read by the next line of a script. */
    private static final class ScriptedLog implements RoomLog {
        private final Queue<Supplier<Page>> answers = new ArrayDeque<>();
        private final Queue<Range> ranges = new ArrayDeque<>();

        @Override
        public CompletionStage<Published> publish(Publication publication) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<Page> read(RoomName room, Range range) {
            ranges.add(range);
            return CompletableFuture.completedFuture(answers.remove().get());
        }

        @Override
        public CompletionStage<Position> position(RoomName room) {
            throw new UnsupportedOperationException();
        }
    }
}
