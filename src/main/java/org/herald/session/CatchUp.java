package org.herald.session;

import java.util.Collections;
import java.util.Iterator;
import java.util.concurrent.CompletionStage;
import org.herald.broker.Page;
import org.herald.broker.Range;
import org.herald.broker.RoomLog;
import org.herald.hub.CloseCode;
import org.herald.hub.Delivery;
import org.herald.hub.RoomEvent;

/**
 * Sends a seat what was missed, page by page as the receiver takes it, until the live events join on. Where history was
 * trimmed faster than the receiver took it, the connection ends as too slow: it is never left with a hole.
 */
final class CatchUp {

    /** Events of one page of history. */
    static final int PAGE = 100;

    private final RoomLog log;
    private final int pageBytes;

    CatchUp(RoomLog log, int pageBytes) {
        this.log = log;
        this.pageBytes = pageBytes;
    }

    /** Begins where the seat's position is: nothing of history is missing before it. */
    void start(Seat seat) {
        new Replay(seat, Collections.emptyIterator(), false).run();
    }

    /**
     * Begins where the seat's position is.
     *
     * @param first what history has after that, or the beginning of it
     */
    void start(Seat seat, Page first) {
        new Replay(seat, first.events().iterator(), first.more()).run();
    }

    /** Only ever run by one thread at a time: by whoever made the step before it possible. */
    private final class Replay implements Runnable {
        private final Seat seat;
        private Iterator<RoomEvent> events;
        private boolean more;

        private Replay(Seat seat, Iterator<RoomEvent> events, boolean more) {
            this.seat = seat;
            this.events = events;
            this.more = more;
        }

        @Override
        public void run() {
            while (!seat.isLeft()) {
                while (events.hasNext()) {
                    if (seat.session().outbox().waitForRoom(this)) {
                        return;
                    }
                    seat.replay(events.next());
                }
                if (!more && seat.open()) {
                    return;
                }
                Delivery newest = seat.newestHeld();
                CompletionStage<Page> page = log.read(seat.room(), Range.after(seat.sent(), PAGE, pageBytes));
                if (!page.toCompletableFuture().isDone()) {
                    page.whenComplete((read, failure) -> {
                        turnTo(read, failure, newest);
                        run();
                    });
                    return;
                }
                page.whenComplete((read, failure) -> turnTo(read, failure, newest));
            }
        }

        private void turnTo(Page page, Throwable failure, Delivery newest) {
            events = Collections.emptyIterator();
            if (failure != null) {
                seat.session().end(CloseCode.TRY_LATER, "history is not available");
            } else if (!page.reaches()) {
                seat.session().end(CloseCode.TOO_SLOW, "history was trimmed before it could be sent");
            } else {
                events = page.events().iterator();
                more = page.more();
                if (page.events().isEmpty()) {
                    seat.dropOutdated(newest);
                }
            }
        }
    }
}
