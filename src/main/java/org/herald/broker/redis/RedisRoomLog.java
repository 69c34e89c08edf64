package org.herald.broker.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.herald.broker.Page;
import org.herald.broker.Publication;
import org.herald.broker.Published;
import org.herald.broker.Range;
import org.herald.broker.RoomLog;
import org.herald.hub.ErrorCode;
import org.herald.hub.Event;
import org.herald.hub.HubListener;
import org.herald.hub.Position;
import org.herald.hub.Refused;
import org.herald.hub.RoomEvent;
import org.herald.hub.RoomName;

/** Order is made in Redis: numbering, storing and sending are one script there. */
final class RedisRoomLog implements RoomLog {

    /** Events and bytes of one read when a node looks for what it missed. */
    private static final int RESUMED = 200;

    private static final int RESUMED_BYTES = 1 << 20;

    private final Store store;
    private final Function<RoomName, Mark> seen;
    private final Epochs epochs = new Epochs();
    private final LongSupplier ticker;
    private final HubListener listener;

    /** @param seen up to where this node has seen a room; null where it has not looked */
    RedisRoomLog(Store store, Function<RoomName, Mark> seen, LongSupplier ticker, HubListener listener) {
        this.store = store;
        this.seen = seen;
        this.ticker = ticker;
        this.listener = listener;
    }

    @Override
    public CompletionStage<Published> publish(Publication publication) {
        RoomEventCodec.Tail tail = RoomEventCodec.tail(publication);
        String user = publication.from().user().value();
        String key = publication.idempotencyKey();
        Mark known = seen.apply(publication.room());
        long begun = ticker.getAsLong();
        return store.log(
                publication.room(),
                Script.PUBLISH,
                raw -> {
                    listener.published(Duration.ofNanos(ticker.getAsLong() - begun));
                    return published(raw);
                },
                epochs.next(),
                store.keys().channel(publication.room()),
                tail.kind(),
                publication.echo() ? 1 : 0,
                tail.bytes(),
                tail.contentSize(),
                key == null ? "" : Keys.request(publication.from().user(), key),
                publication.retention().events(),
                publication.retention().age().toMillis(),
                user,
                publication.moderates() ? 1 : 0,
                tail.amends() == null ? "" : tail.amends().epoch(),
                tail.amends() == null ? 0 : tail.amends().seq(),
                tail.contentAt(),
                known == null ? "" : known.position().epoch(),
                known == null ? 0 : known.position().seq(),
                EventCodec.head(publication.trace()));
    }

    @Override
    public CompletionStage<Page> read(RoomName room, Range range) {
        return read(room, range, "").thenApply(Reading::page);
    }

    @Override
    public CompletionStage<Position> position(RoomName room) {
        return head(room).thenApply(Mark::position);
    }

    /** The newest event of the room. */
    CompletionStage<Mark> head(RoomName room) {
        return store.log(room, Script.POSITION, raw -> mark(Raw.list(raw)), epochs.next());
    }

    /**
     * What came after an event that was there for sure. When it is no longer what it was, the room begins a new
     * epoch: then nobody can take its events for those that had their numbers before.
     */
    CompletionStage<Reading> resume(RoomName room, Mark last) {
        String ts = last.ts() == 0 ? "" : Long.toString(last.ts());
        return read(room, Range.after(last.position(), RESUMED, RESUMED_BYTES), ts);
    }

    private CompletionStage<Reading> read(RoomName room, Range range, String seenAt) {
        Position since = range.since();
        return store.log(
                room,
                Script.READ,
                raw -> reading(Raw.list(raw), room),
                epochs.next(),
                since == null ? "" : since.epoch(),
                since == null ? 0 : since.seq(),
                range.limit(),
                range.maxBytes(),
                range.reverse() ? 1 : 0,
                seenAt);
    }

    private static Published published(Object raw) {
        List<?> answer = Raw.list(raw);
        String status = Raw.text(answer.get(0));
        return switch (status) {
            case "ok", "duplicate" -> {
                Mark mark = mark(answer.subList(1, 4));
                yield new Published(mark.position(), mark.ts(), status.equals("duplicate"));
            }
            case "not_found" -> throw Refused.because(ErrorCode.NOT_FOUND, "there is no such message any more");
            case "not_author" -> throw Refused.because(ErrorCode.NOT_AUTHOR, "only its author may change a message");
            default -> throw new Malformed("an unknown answer to a publication");
        };
    }

    private static Reading reading(List<?> answer, RoomName room) {
        Mark head = mark(answer);
        List<RoomEvent> events = new ArrayList<>(answer.size() - 5);
        for (Object raw : answer.subList(5, answer.size())) {
            Event event = EventCodec.decode(Raw.bytes(raw), room);
            events.add((RoomEvent) event);
        }
        Page page = new Page(
                Collections.unmodifiableList(events),
                head.position(),
                Raw.flag(answer.get(3)),
                Raw.flag(answer.get(4)));
        return new Reading(page, head);
    }

    private static Mark mark(List<?> answer) {
        return new Mark(new Position(Raw.text(answer.get(0)), Raw.number(answer.get(1))), Raw.number(answer.get(2)));
    }
}
