package org.herald.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.herald.hub.Position;
import org.herald.hub.RoomEvent;
import org.junit.jupiter.api.Test;

/** {@link RoomLog#read} and what a room keeps. */
public abstract class HistoryContract extends BrokerContract {

    private static final Retention THREE = new Retention(3, Duration.ofHours(1));

    @Test
    void hasNothingInANewRoom() {
        Page page = read(Range.after(null, 10, NO_BYTE_LIMIT));

        assertThat(page.events()).isEmpty();
        assertThat(page.head()).isEqualTo(position());
        assertThat(page.complete()).isTrue();
        assertThat(read(Range.after(page.head(), 10, NO_BYTE_LIMIT)).complete()).isTrue();
        assertThat(read(Range.newest(10, NO_BYTE_LIMIT)).events()).isEmpty();
    }

    @Test
    void readsFromTheOldestOn() {
        sayMany(5);

        Page page = read(Range.after(null, 10, NO_BYTE_LIMIT));

        assertThat(texts(page.events())).containsExactly("1", "2", "3", "4", "5");
        assertThat(page.head().seq()).isEqualTo(5);
        assertThat(page.reaches()).isTrue();
        assertThat(page.more()).isFalse();
    }

    @Test
    void readsOnlyWhatCameAfterSince() {
        sayMany(5);

        Page page = read(Range.after(at(3), 10, NO_BYTE_LIMIT));

        assertThat(texts(page.events())).containsExactly("4", "5");
        assertThat(page.complete()).isTrue();
    }

    @Test
    void readsNothingAfterTheNewest() {
        sayMany(5);

        Page page = read(Range.after(at(5), 10, NO_BYTE_LIMIT));

        assertThat(page.events()).isEmpty();
        assertThat(page.complete()).isTrue();
    }

    @Test
    void readsPageByPage() {
        sayMany(5);

        Page first = read(Range.after(null, 2, NO_BYTE_LIMIT));
        assertThat(texts(first.events())).containsExactly("1", "2");
        assertThat(first.reaches()).isTrue();
        assertThat(first.more()).isTrue();
        assertThat(first.complete()).isFalse();
        assertThat(first.head().seq()).isEqualTo(5);

        Page second = read(Range.after(at(2), 2, NO_BYTE_LIMIT));
        assertThat(texts(second.events())).containsExactly("3", "4");
        assertThat(second.more()).isTrue();

        Page third = read(Range.after(at(4), 2, NO_BYTE_LIMIT));
        assertThat(texts(third.events())).containsExactly("5");
        assertThat(third.complete()).isTrue();
    }

    @Test
    void readsTheNewestFirstWhenAskedTo() {
        sayMany(5);

        Page page = read(Range.newest(2, NO_BYTE_LIMIT));
        assertThat(texts(page.events())).containsExactly("5", "4");
        assertThat(page.more()).isTrue();

        Page after = read(new Range(at(2), 10, NO_BYTE_LIMIT, true));
        assertThat(texts(after.events())).containsExactly("5", "4", "3");
        assertThat(after.complete()).isTrue();
    }

    @Test
    void keepsPagesBelowTheirBytesButGivesOneEventAlways() {
        sayMany(5);
        int size = history().get(0).size();

        assertThat(texts(read(Range.after(null, 10, 3 * size)).events())).containsExactly("1", "2", "3");
        assertThat(read(Range.after(null, 10, 3 * size)).more()).isTrue();
        assertThat(read(Range.after(null, 10, 5 * size)).more()).isFalse();
        assertThat(texts(read(Range.after(null, 10, 1)).events())).containsExactly("1");
        assertThat(texts(read(Range.newest(10, 1)).events())).containsExactly("5");
        assertThat(texts(read(Range.after(at(4), 10, 1)).events())).containsExactly("5");
    }

    @Test
    void keepsTheNewestWhenThereAreTooMany() {
        for (int i = 1; i <= 20; i++) {
            publish(keeping(THREE, by(ALICE, said("" + i))));
        }

        Page page = read(Range.after(null, 10, NO_BYTE_LIMIT));
        assertThat(texts(page.events())).containsExactly("18", "19", "20");
        assertThat(page.reaches()).isFalse();
        assertThat(page.more()).isFalse();
        assertThat(page.head().seq()).isEqualTo(20);
    }

    @Test
    void saysWhetherItReachesBackToSince() {
        for (int i = 1; i <= 10; i++) {
            publish(keeping(THREE, by(ALICE, said("" + i))));
        }

        assertThat(read(Range.after(at(7), 10, NO_BYTE_LIMIT)).complete()).isTrue();
        assertThat(texts(read(Range.after(at(7), 10, NO_BYTE_LIMIT)).events())).containsExactly("8", "9", "10");
        Page hole = read(Range.after(at(6), 10, NO_BYTE_LIMIT));
        assertThat(hole.reaches()).isFalse();
        assertThat(texts(hole.events())).containsExactly("8", "9", "10");
    }

    @Test
    void answersASinceOfAnotherEpochAsIfThereWereNone() {
        sayMany(3);

        Page page = read(Range.after(elsewhere(1), 2, NO_BYTE_LIMIT));

        assertThat(page.reaches()).isFalse();
        assertThat(texts(page.events())).containsExactly("1", "2");
        assertThat(page.more()).isTrue();
        assertThat(page.head()).isEqualTo(at(3));
    }

    @Test
    void answersASinceFromTheFutureAsIfThereWereNone() {
        sayMany(3);

        Page page = read(new Range(at(4), 2, NO_BYTE_LIMIT, true));

        assertThat(page.reaches()).isFalse();
        assertThat(texts(page.events())).containsExactly("3", "2");
    }

    @Test
    void answersASinceThatANewRoomDoesNotKnow() {
        assertThat(read(Range.after(at(1), 10, NO_BYTE_LIMIT)).reaches()).isFalse();
        assertThat(read(Range.after(elsewhere(0), 10, NO_BYTE_LIMIT)).reaches()).isFalse();
    }

    @Test
    void dropsWhatIsTooOld() {
        Retention hour = new Retention(1000, Duration.ofHours(1));
        publish(keeping(hour, by(ALICE, said("1"))));
        fixture.advance(Duration.ofMinutes(40));
        publish(keeping(hour, by(ALICE, said("2"))));
        assertThat(texts(history())).containsExactly("1", "2");

        fixture.advance(Duration.ofMinutes(30));

        Page page = read(Range.after(null, 10, NO_BYTE_LIMIT));
        assertThat(texts(page.events())).containsExactly("2");
        assertThat(page.reaches()).isFalse();
        assertThat(page.head().seq()).isEqualTo(2);
        assertThat(read(Range.after(at(1), 10, NO_BYTE_LIMIT)).complete()).isTrue();
    }

    @Test
    void keepsNothingInARoomWithoutHistory() {
        Retention nothing = new Retention(0, Duration.ofHours(1));
        subscribe(ROOM);
        publish(keeping(nothing, by(ALICE, said("1"))));
        publish(keeping(nothing, by(ALICE, said("2"))));

        assertThat(history()).isEmpty();
        assertThat(position().seq()).isEqualTo(2);
        assertThat(read(Range.after(at(2), 10, NO_BYTE_LIMIT)).complete()).isTrue();
        assertThat(read(Range.after(at(1), 10, NO_BYTE_LIMIT)).reaches()).isFalse();
        assertThat(texts(roomEventsToldIn(ROOM))).containsExactly("1", "2");
    }

    @Test
    void goesByTheRetentionOfTheLastPublication() {
        sayMany(10);
        publish(keeping(THREE, by(ALICE, said("11"))));
        assertThat(texts(history())).containsExactly("9", "10", "11");

        say("12");
        assertThat(texts(history())).containsExactly("9", "10", "11", "12");
    }

    @Test
    void keepsAsManyAsItWasTold() {
        sayMany(300);

        assertThat(history())
                .hasSize(300)
                .extracting(RoomEvent::position)
                .startsWith(at(1))
                .endsWith(at(300));
    }

    private void sayMany(int count) {
        for (int i = 1; i <= count; i++) {
            say("" + i);
        }
    }

    private Position at(long seq) {
        return new Position(position().epoch(), seq);
    }
}
