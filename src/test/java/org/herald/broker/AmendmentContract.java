package org.herald.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.herald.hub.Content;
import org.herald.hub.ErrorCode;
import org.herald.hub.Notification;
import org.herald.hub.Position;
import org.herald.hub.RoomEvent;
import org.herald.hub.Sender;
import org.junit.jupiter.api.Test;

/** Edits and deletions of {@link RoomLog#publish}. */
public abstract class AmendmentContract extends BrokerContract {

    private static final Content BETTER = new Content.Value("\"better\"");

    @Test
    void keepsAnEditInThePlaceOfTheMessageAndAsAnEventOfItsOwn() {
        subscribe(ROOM);
        Position question = say("question");
        Published message = publish(by(ALICE, new RoomEvent.Message(new Content.Value("1"), question, null)));
        say("later");
        fixture.advance(Duration.ofSeconds(3));
        RoomEvent.Edited edited = new RoomEvent.Edited(message.position(), BETTER);
        Published edit = publish(by(ALICE, edited));

        assertThat(edit.position().seq()).isEqualTo(4);
        assertThat(history())
                .extracting(RoomEvent::body)
                .containsExactly(
                        said("question"), new RoomEvent.Message(BETTER, question, edit.ts()), said("later"), edited);
        assertThat(history().get(1).ts()).isEqualTo(message.ts());
        assertThat(history().get(1).position()).isEqualTo(message.position());
        assertThat(roomEventsToldIn(ROOM).get(3).body()).isEqualTo(edited);
    }

    @Test
    void keepsTheLastOfManyEdits() {
        Position message = say("one");
        publish(by(ALICE, new RoomEvent.Edited(message, new Content.Value("2"))));
        Published last = publish(by(ALICE, new RoomEvent.Edited(message, BETTER)));

        assertThat(history().get(0).body()).isEqualTo(new RoomEvent.Message(BETTER, null, last.ts()));
    }

    @Test
    void keepsOnlyThatAMessageWasDeleted() {
        subscribe(ROOM);
        Position message = say("secret");
        say("later");
        RoomEvent.Deleted deleted = new RoomEvent.Deleted(message);
        publish(by(ALICE, deleted));

        assertThat(history()).extracting(RoomEvent::body).containsExactly(deleted, said("later"), deleted);
        assertThat(history()).extracting(RoomEvent::position).startsWith(message);
        assertThat(roomEventsToldIn(ROOM).get(2).body()).isEqualTo(deleted);
    }

    @Test
    void keepsNothingOfWhatADeletedMessageWasEditedTo() {
        Position message = say("one");
        Position other = say("other");
        publish(by(ALICE, new RoomEvent.Edited(message, new Content.Value("\"secret\""))));
        publish(by(ALICE, new RoomEvent.Edited(other, BETTER)));
        RoomEvent.Deleted deleted = new RoomEvent.Deleted(message);
        publish(by(ALICE, deleted));

        assertThat(history()).extracting(RoomEvent::body).element(2).isEqualTo(deleted);
        assertThat(history()).extracting(RoomEvent::body).element(3).isEqualTo(new RoomEvent.Edited(other, BETTER));
    }

    @Test
    void findsNoMessageThatIsDeletedAlready() {
        Position message = say("gone");
        publish(by(ALICE, new RoomEvent.Deleted(message)));

        assertNotFound(new RoomEvent.Edited(message, BETTER));
        assertNotFound(new RoomEvent.Deleted(message));
        assertThat(position().seq()).isEqualTo(2);
    }

    @Test
    void findsNoMessageThatNeverWas() {
        Position message = say("one");

        assertNotFound(new RoomEvent.Edited(message.next(), BETTER));
        assertNotFound(new RoomEvent.Edited(new Position(message.epoch(), 0), BETTER));
        assertNotFound(new RoomEvent.Deleted(elsewhere(1)));
        assertRefused(
                broker.log().publish(in(OTHER_ROOM, by(ALICE, new RoomEvent.Deleted(message)))), ErrorCode.NOT_FOUND);
    }

    @Test
    void findsNoMessageInAnEventThatIsNone() {
        Position message = say("one");
        Position edit =
                publish(by(ALICE, new RoomEvent.Edited(message, BETTER))).position();
        RoomEvent.Body notified = new RoomEvent.Notified(new Notification("t", null, null, null, null));
        Position notification = publish(by(ALICE, notified)).position();

        assertNotFound(new RoomEvent.Edited(edit, BETTER));
        assertNotFound(new RoomEvent.Deleted(notification));
    }

    @Test
    void findsNoMessageThatHistoryNoLongerHolds() {
        Retention two = new Retention(2, Duration.ofHours(1));
        Position first = publish(keeping(two, by(ALICE, said("1")))).position();
        Position second = publish(keeping(two, by(ALICE, said("2")))).position();
        publish(keeping(two, by(ALICE, said("3"))));

        assertRefused(broker.log().publish(keeping(two, by(ALICE, new RoomEvent.Deleted(first)))), ErrorCode.NOT_FOUND);
        assertThat(publish(keeping(two, by(ALICE, new RoomEvent.Deleted(second))))
                        .position()
                        .seq())
                .isEqualTo(4);
    }

    @Test
    void findsNoMessageThatIsTooOld() {
        Position message = say("old");
        fixture.advance(Duration.ofMinutes(61));

        assertNotFound(new RoomEvent.Edited(message, BETTER));
    }

    @Test
    void letsNobodyElseChangeAMessage() {
        Position message = say("mine");

        assertRefused(broker.log().publish(by(BOB, new RoomEvent.Edited(message, BETTER))), ErrorCode.NOT_AUTHOR);
        assertRefused(broker.log().publish(by(BOB, new RoomEvent.Deleted(message))), ErrorCode.NOT_AUTHOR);
        assertThat(history()).extracting(RoomEvent::body).containsExactly(said("mine"));
        assertThat(position()).isEqualTo(message);
    }

    @Test
    void letsTheAuthorChangeAMessageFromAnotherConnection() {
        Position message = say("mine");
        Sender elsewhere = new Sender(ALICE, null);

        publish(new Publication(ROOM, elsewhere, new RoomEvent.Edited(message, BETTER), null, true, false, KEEP));

        assertThat(history().get(0).from()).isEqualTo(new Sender(ALICE, A1));
        assertThat(history().get(1).from()).isEqualTo(elsewhere);
    }

    @Test
    void letsAModeratorDeleteWhatOthersWrote() {
        Position message = say("rude");
        publish(moderating(by(BOB, new RoomEvent.Deleted(message))));

        assertThat(history().get(0).body()).isEqualTo(new RoomEvent.Deleted(message));
        assertThat(history().get(0).from().user()).isEqualTo(ALICE);
    }

    @Test
    void amendsOnceForARequestThatComesAgain() {
        Position message = say("one");
        Publication deletion = keyed("k", by(ALICE, new RoomEvent.Deleted(message)));
        Published first = publish(deletion);

        assertThat(publish(deletion)).isEqualTo(new Published(first.position(), first.ts(), true));
        assertThat(position()).isEqualTo(first.position());
    }

    private void assertNotFound(RoomEvent.Body body) {
        assertRefused(broker.log().publish(by(ALICE, body)), ErrorCode.NOT_FOUND);
    }
}
