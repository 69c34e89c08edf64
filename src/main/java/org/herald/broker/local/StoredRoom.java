package org.herald.broker.local;

import java.util.function.Predicate;
import org.herald.broker.Page;
import org.herald.broker.Publication;
import org.herald.broker.Published;
import org.herald.broker.Range;
import org.herald.hub.ErrorCode;
import org.herald.hub.Position;
import org.herald.hub.Refused;
import org.herald.hub.RoomEvent;
import org.herald.hub.RoomName;
import org.herald.hub.UserId;

/** What is remembered of one room. Its own monitor guards it: whoever calls holds that. */
final class StoredRoom {

    private final RoomName name;
    private final History history = new History();
    private final Answers answers = new Answers();
    private final Marks marks = new Marks();
    private Position head;

    /** When it was last of use to anybody, Unix milliseconds. */
    private long usedAt;

    private boolean forgotten;

    StoredRoom(RoomName name, Position head, long now) {
        this.name = name;
        this.head = head;
        this.usedAt = now;
    }

    RoomName name() {
        return name;
    }

    Position head() {
        return head;
    }

    /**
     * Numbers, sends and stores an event.
     *
     * @param send puts it on its way; false when that cannot be done now, and then nothing has changed
     */
    Published publish(Publication publication, long now, Predicate<RoomEvent> send) {
        Published before = answers.find(publication, now);
        if (before != null) {
            return new Published(before.position(), before.ts(), true);
        }
        usedAt = now;
        history.keep(publication.retention(), now);
        RoomEvent amended = amended(publication);
        RoomEvent event =
                new RoomEvent(name, head.next(), now, publication.from(), publication.body(), publication.echo());
        if (!send.test(publication.trace() == null ? event : event.in(publication.trace()))) {
            throw Refused.because(ErrorCode.UNAVAILABLE, "too much is under way in this room, try again");
        }
        head = event.position();
        if (amended != null) {
            amend(amended, event);
        }
        history.add(event);
        Published answer = new Published(head, now, false);
        answers.remember(publication, answer);
        return answer;
    }

    Page read(Range range, long now) {
        history.trim(now);
        return history.page(head, range);
    }

    /** @throws Refused of {@code data.upTo} when the room is not that far, or in another epoch */
    boolean advance(UserId user, Position upTo) {
        requireReached(head, upTo);
        return marks.advance(user, upTo.seq());
    }

    static void requireReached(Position head, Position upTo) {
        if (!upTo.sameEpoch(head) || upTo.seq() > head.seq()) {
            throw Refused.invalid("data.upTo", "must be the position of an event of this room");
        }
    }

    /** Counts as used, though nothing happened. */
    void touch(long now) {
        usedAt = now;
    }

    void trim(long now) {
        history.trim(now);
        answers.trim(now);
    }

    /** Whether nobody would miss it, if nobody listens. */
    boolean isIdle(long now) {
        return answers.isEmpty() && now - usedAt > history.ageMillis();
    }

    boolean isForgotten() {
        return forgotten;
    }

    void forget() {
        forgotten = true;
    }

    /** The message that an edit or a deletion names; null for a body that names none. */
    private RoomEvent amended(Publication publication) {
        Position id;
        if (publication.body() instanceof RoomEvent.Edited edited) {
            id = edited.messageId();
        } else if (publication.body() instanceof RoomEvent.Deleted deleted) {
            id = deleted.messageId();
        } else {
            return null;
        }
        RoomEvent message = id.sameEpoch(head) ? history.at(id.seq()) : null;
        if (message == null || !(message.body() instanceof RoomEvent.Message)) {
            throw Refused.because(ErrorCode.NOT_FOUND, "there is no such message any more");
        }
        if (!publication.moderates()
                && !message.from().user().equals(publication.from().user())) {
            throw Refused.because(ErrorCode.NOT_AUTHOR, "only its author may change a message");
        }
        return message;
    }

    private void amend(RoomEvent message, RoomEvent by) {
        if (by.body() instanceof RoomEvent.Edited edited && message.body() instanceof RoomEvent.Message old) {
            history.replace(message.withBody(new RoomEvent.Message(edited.content(), old.replyTo(), by.ts())));
        } else {
            history.replace(message.withBody(by.body()));
            history.eraseEdits(message.position(), by.body());
        }
    }
}
