package org.herald.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.herald.hub.Content;
import org.herald.hub.Notification;
import org.herald.hub.Position;
import org.herald.hub.RoomEvent;
import org.herald.hub.RoomName;
import org.herald.hub.Sender;
import org.herald.hub.Traceparent;
import org.junit.jupiter.api.Test;

/** {@link RoomLog#publish} and {@link RoomLog#position}. */
public abstract class RoomLogContract extends BrokerContract {

    @Test
    void numbersEventsFromOneWithoutAHole() {
        assertThat(position().seq()).isZero();

        for (int i = 1; i <= 20; i++) {
            assertThat(say("m" + i)).isEqualTo(new Position(position().epoch(), i));
        }

        assertThat(position().seq()).isEqualTo(20);
    }

    @Test
    void startsANewRoomInTheEpochThatWasToldBefore() {
        Position before = position();

        assertThat(say("first")).isEqualTo(before.next());
    }

    @Test
    void numbersEachRoomByItself() {
        say("one");
        say("two");

        assertThat(publish(in(OTHER_ROOM, by(ALICE, said("one")))).position().seq())
                .isEqualTo(1);
    }

    @Test
    void writesPositionsInTheFormOfTheProtocol() {
        Position position = say("one");

        assertThat(Position.parse(position.toString())).isEqualTo(position);
    }

    @Test
    void aTraceGoesWithTheEventAndIsNotKept() {
        Traceparent trace = Traceparent.read("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        subscribe(ROOM);

        publish(by(ALICE, said("traced")).in(trace));
        say("not traced");
        Position binary = publish(by(ALICE, new RoomEvent.Message(new Content.Binary(new byte[] {0, 1}), null, null))
                        .in(trace))
                .position();
        publish(by(ALICE, new RoomEvent.Edited(binary, new Content.Value("1"))).in(trace));

        assertThat(roomEventsToldIn(ROOM)).extracting(RoomEvent::trace).containsExactly(trace, null, trace, trace);
        assertThat(history()).extracting(RoomEvent::trace).hasSize(4).containsOnlyNulls();
        assertThat(roomEventsToldIn(ROOM).stream().map(event -> event.in(null)).limit(2))
                .containsExactlyElementsOf(history().subList(0, 2));
    }

    @Test
    void stampsAnEventWithTheStoresTime() {
        fixture.advance(Duration.ofSeconds(90));
        long before = fixture.now();
        Published published = publish(by(ALICE, said("hello")));

        assertThat(published.ts()).isBetween(before, fixture.now());
        assertThat(history()).extracting(RoomEvent::ts).containsExactly(published.ts());
    }

    @Test
    void storesAndDeliversAnEventAsItWasPublished() {
        subscribe(ROOM);
        Position first = say("first");
        Content octets = new Content.Binary(new byte[] {0, -1, 2});
        Notification notification =
                new Notification("title", "body", "warn", "https://example.org", new Content.Value("{\"a\":[1]}"));
        List<Publication> publications = List.of(
                by(BOB, new RoomEvent.Message(octets, first, null)),
                new Publication(ROOM, Sender.SERVER, new RoomEvent.Notified(notification), null, true, false, KEEP),
                new Publication(
                        ROOM,
                        Sender.SERVER,
                        new RoomEvent.Notified(new Notification("title", null, null, null, null)),
                        null,
                        true,
                        false,
                        KEEP),
                new Publication(ROOM, new Sender(ALICE, A2), said("no echo, é👩‍🚀"), null, false, false, KEEP));
        List<RoomEvent> expected = publications.stream()
                .map(p -> {
                    Published published = publish(p);
                    return new RoomEvent(p.room(), published.position(), published.ts(), p.from(), p.body(), p.echo());
                })
                .toList();

        assertThat(read(Range.after(first, 100, NO_BYTE_LIMIT)).events()).isEqualTo(expected);
        assertThat(roomEventsToldIn(ROOM).subList(1, 5)).isEqualTo(expected);
    }

    @Test
    void publishesToPersonalRoomsOfAnyUser() {
        RoomName room = new RoomName("@Zoë 👩‍🚀");
        subscribe(room);

        Position position = publish(in(room, by(ALICE, said("hi")))).position();

        assertThat(positions(roomEventsToldIn(room))).containsExactly(position);
        assertThat(of(broker.log().position(room))).isEqualTo(position);
    }

    @Test
    void publishesARequestThatComesAgainOnlyOnce() {
        subscribe(ROOM);
        Published first = publish(keyed("k", by(ALICE, said("once"))));
        say("between");
        Published again = publish(keyed("k", by(ALICE, said("once more"))));

        assertThat(first.duplicate()).isFalse();
        assertThat(again).isEqualTo(new Published(first.position(), first.ts(), true));
        assertThat(texts(history())).containsExactly("once", "between");
        assertThat(texts(roomEventsToldIn(ROOM))).containsExactly("once", "between");
    }

    @Test
    void tellsRequestsApartByUserRoomAndKey() {
        publish(keyed("k", by(ALICE, said("one"))));

        assertThat(publish(keyed("k", by(BOB, said("two")))).duplicate()).isFalse();
        assertThat(publish(keyed("K", by(ALICE, said("three")))).duplicate()).isFalse();
        assertThat(publish(in(OTHER_ROOM, keyed("k", by(ALICE, said("four"))))).duplicate())
                .isFalse();
        assertThat(publish(by(ALICE, said("five"))).duplicate()).isFalse();
        assertThat(publish(by(ALICE, said("six"))).duplicate()).isFalse();
        assertThat(texts(history())).containsExactly("one", "two", "three", "five", "six");
    }

    @Test
    void recognisesARequestAgainWhenItsEventIsNoLongerKept() {
        Retention one = new Retention(1, Duration.ofHours(1));
        Published first = publish(keeping(one, keyed("k", by(ALICE, said("one")))));
        publish(keeping(one, by(ALICE, said("two"))));

        assertThat(publish(keeping(one, keyed("k", by(ALICE, said("one"))))).position())
                .isEqualTo(first.position());
    }

    @Test
    void forgetsRequestsAfterFiveMinutes() {
        publish(keyed("k", by(ALICE, said("one"))));

        fixture.advance(Duration.ofSeconds(290));
        assertThat(publish(keyed("k", by(ALICE, said("one")))).duplicate()).isTrue();

        fixture.advance(Duration.ofSeconds(20));
        assertThat(publish(keyed("k", by(ALICE, said("one")))).duplicate()).isFalse();
    }

    @Test
    void recognisesTheLastOfARequestThatWasMadeAgainAfterFiveMinutes() {
        publish(keyed("k", by(ALICE, said("one"))));
        for (int i = 0; i < 4; i++) {
            fixture.advance(Duration.ofSeconds(310));
            Published anew = publish(keyed("k", by(ALICE, said("one"))));
            assertThat(anew.duplicate()).isFalse();

            fixture.advance(Duration.ofSeconds(280));
            assertThat(publish(keyed("k", by(ALICE, said("one")))))
                    .isEqualTo(new Published(anew.position(), anew.ts(), true));
        }
    }

    @Test
    void keepsTheOrderOfOneThreadWithoutWaitingForAnswers() {
        subscribe(ROOM);
        List<Position> answers =
                IntStream.range(0, 200).mapToObj(i -> broker.log().publish(by(ALICE, said("m" + i)))).toList().stream()
                        .map(answer -> of(answer).position())
                        .toList();

        assertThat(answers).isSortedAccordingTo(Comparator.comparingLong(Position::seq));
        assertThat(positions(roomEventsToldIn(ROOM))).isEqualTo(answers);
    }
}
