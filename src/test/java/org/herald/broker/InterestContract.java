package org.herald.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.herald.hub.Position;
import org.herald.hub.RoomEvent;
import org.herald.hub.VolatileEvent;
import org.junit.jupiter.api.Test;

/** Which rooms a node hears of, and {@link Fanout}. */
public abstract class InterestContract extends BrokerContract {

    private static final VolatileEvent.Body MOVED = new VolatileEvent.Emitted("moved", null);

    @Test
    void deliversInTheOrderOfPositions() {
        subscribe(ROOM);
        Position first = say("1");
        Position second = say("2");
        Position third = say("3");

        assertThat(positions(roomEventsToldIn(ROOM))).containsExactly(first, second, third);
    }

    @Test
    void deliversOnlyRoomsThatAreSubscribed() {
        subscribe(ROOM);
        publish(in(OTHER_ROOM, by(ALICE, said("elsewhere"))));
        say("here");

        assertThat(texts(roomEventsToldIn(ROOM))).containsExactly("here");
        assertThat(node.events()).extracting(event -> event.room()).containsOnly(ROOM);
    }

    @Test
    void deliversFromTheSubscriptionOn() {
        say("before");
        subscribe(ROOM);
        say("after");

        assertThat(texts(roomEventsToldIn(ROOM))).containsExactly("after");
    }

    @Test
    void deliversNothingAfterTheSubscriptionEnded() {
        subscribe(ROOM);
        for (int i = 0; i < 100; i++) {
            broker.log().publish(by(ALICE, said("m" + i)));
        }
        unsubscribe(ROOM);
        int before = node.events().size();
        say("late");
        subscribe(ROOM);
        say("again");

        assertThat(texts(roomEventsToldIn(ROOM))
                        .subList(before, node.roomEvents(ROOM).size()))
                .containsExactly("again");
    }

    @Test
    void deliversOnceToARoomThatIsSubscribedTwice() {
        subscribe(ROOM);
        subscribe(ROOM);
        say("once");

        assertThat(texts(roomEventsToldIn(ROOM))).containsExactly("once");
    }

    @Test
    void endsASubscriptionThatNeverWasWithoutComplaint() {
        unsubscribe(ROOM);

        assertThat(node.events()).isEmpty();
    }

    @Test
    void emitsVolatileEventsInOrderToSubscribedRooms() {
        subscribe(ROOM);
        VolatileEvent first =
                VolatileEvent.in(ROOM, new VolatileEvent.TypingStarted(ALICE)).butNotTo(A1);
        VolatileEvent second = VolatileEvent.in(ROOM, MOVED);
        broker.fanout().emit(first);
        broker.fanout().emit(VolatileEvent.in(OTHER_ROOM, MOVED));
        broker.fanout().emit(second);

        assertThat(volatileEventsToldIn(ROOM)).containsExactly(first, second);
        assertThat(node.volatileEvents(OTHER_ROOM)).isEmpty();
    }

    @Test
    void keepsNothingOfVolatileEvents() {
        subscribe(ROOM);
        broker.fanout().emit(VolatileEvent.in(ROOM, MOVED));

        assertThat(volatileEventsToldIn(ROOM)).hasSize(1);
        assertThat(position().seq()).isZero();
        assertThat(history()).isEmpty();
    }

    @Test
    void sendsToOneConnectionWhereverItIs() {
        node.has(A1);
        VolatileEvent event = VolatileEvent.of(MOVED);

        assertThat(of(broker.fanout().send(event, A1, Set.of(ROOM)))).isTrue();
        assertThat(of(broker.fanout().send(event, B1, Set.of(ROOM)))).isFalse();
        assertThat(node.sent()).contains(new Recorder.Sent(event, A1, Set.of(ROOM)));
        assertThat(node.events()).isEmpty();
    }

    @Test
    void startsWhereHistoryEndsForOneWhoSubscribesFirst() {
        say("1");
        subscribe(ROOM);
        Page page = read(Range.after(null, 10, NO_BYTE_LIMIT));
        say("2");

        assertThat(roomEventsToldIn(ROOM))
                .extracting(RoomEvent::position)
                .containsExactly(page.head().next());
    }
}
