package org.herald.broker.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.herald.hub.Event;
import org.herald.hub.Position;
import org.herald.hub.RoomEvent;
import org.herald.hub.RoomName;

/**
 * One subscribed room: hands its events on in the order of their positions, each once. Whatever is missing between
 * what was delivered last and what comes next (because the connection broke, or a message got lost) is read from
 * history first; where history does not have it any more, the node is told so.
 *
 * <p>For the thread of its stripe, but for {@link #last}.
 */
final class Feed implements Topic {

    private enum State {
        /** Not subscribed (any more): nothing comes. */
        DEAF,
        /** Subscribed, but events before the next one may be missing. */
        CHECKING,
        LIVE,
        ENDED
    }

    private final RoomName room;
    private final FeedParts parts;
    private final List<CompletableFuture<Void>> waiting = new ArrayList<>();
    private final Held held = new Held();

    /** The newest event that needs not be delivered any more. */
    private volatile Mark last;

    private State state = State.DEAF;

    /** Counts the reads of history: an answer to an older one is of no use. */
    private int check;

    Feed(RoomName room, FeedParts parts) {
        this.room = room;
        this.parts = parts;
    }

    RoomName room() {
        return room;
    }

    /** From any thread: up to where the room was seen, or null. */
    Mark last() {
        return last;
    }

    boolean isLive() {
        return state == State.LIVE;
    }

    /** Completes when events arrive. */
    void whenLive(CompletableFuture<Void> done) {
        if (last != null) {
            done.complete(null);
        } else {
            waiting.add(done);
        }
    }

    @Override
    public byte[] channel() {
        return parts.keys().channel(room);
    }

    @Override
    public void subscribed() {
        if (last != null) {
            parts.listener().resubscribed();
        }
        check();
    }

    @Override
    public void interrupted() {
        check++;
        if (last == null) {
            giveUp();
        } else {
            state = State.DEAF;
        }
    }

    @Override
    public void ended() {
        state = State.ENDED;
        held.clear();
        waiting.forEach(done -> done.completeExceptionally(Call.unavailable()));
        waiting.clear();
    }

    @Override
    public void message(byte[] payload) {
        Event event;
        try {
            event = EventCodec.decode(payload, room);
        } catch (Malformed e) {
            parts.reports().malformed(room.value(), e);
            return;
        }
        if (state == State.LIVE) {
            take(event);
        } else if (state == State.CHECKING) {
            held.add(event);
        }
    }

    /** Reads from history what may be missing; to be called when events arrive from now on. */
    void check() {
        if (state == State.ENDED) {
            return;
        }
        state = State.CHECKING;
        int number = ++check;
        Mark from = last;
        if (from == null) {
            parts.log().head(room).whenComplete((head, failure) -> parts.post(() -> begin(number, head, failure)));
        } else {
            parts.log()
                    .resume(room, from)
                    .whenComplete((read, failure) -> parts.post(() -> resume(number, read, failure)));
        }
    }

    /** Sees whether something got lost without a sign, as the last message of a quiet room may. */
    void audit() {
        if (state == State.LIVE) {
            parts.log().head(room).thenAccept(head -> parts.post(() -> compare(head)));
        }
    }

    private void compare(Mark head) {
        if (state != State.LIVE) {
            return;
        }
        Position seen = last.position();
        if (!head.position().sameEpoch(seen) || head.position().seq() < seen.seq()) {
            check();
        } else if (head.position().seq() > seen.seq()) { // most likely it is on its way
            parts.later(() -> {
                if (state == State.LIVE
                        && last.position().seq() < head.position().seq()) {
                    check();
                }
            });
        }
    }

    private void begin(int number, Mark head, Throwable failure) {
        if (number != check || state == State.ENDED) {
            return;
        }
        if (failure != null) {
            giveUp();
            return;
        }
        last = head;
        waiting.forEach(done -> done.complete(null));
        waiting.clear();
        goLive();
    }

    private void resume(int number, Reading read, Throwable failure) {
        if (number != check || state == State.ENDED) {
            return;
        }
        if (failure != null) {
            parts.later(() -> {
                if (number == check) {
                    check();
                }
            });
        } else if (!read.page().reaches()) {
            lose(read.head());
        } else {
            List<RoomEvent> missed = read.page().events();
            missed.forEach(this::deliver);
            if (!missed.isEmpty()) {
                parts.listener().gapRepaired(missed.size());
            }
            if (read.page().more()) {
                check();
            } else {
                goLive();
            }
        }
    }

    /** What is missing is nowhere: the members have to begin anew. */
    private void lose(Mark head) {
        last = head;
        parts.listener().historyLost();
        parts.node().lost(room, head.position());
        goLive();
    }

    private void goLive() {
        state = State.LIVE;
        while (state == State.LIVE && !held.isEmpty()) {
            take(held.next());
        }
        if (state == State.LIVE && held.takeOverflow()) {
            check();
        }
    }

    private void take(Event event) {
        if (!(event instanceof RoomEvent kept)) {
            tell(event);
            return;
        }
        Position position = kept.position();
        Position before = last.position();
        if (!position.sameEpoch(before)) {
            check();
        } else if (position.seq() == before.seq() + 1) {
            deliver(kept);
            parts.listener().subscriberLag(parts.since(kept.ts()));
        } else if (position.seq() > before.seq()) {
            held.putBack(event);
            check();
        }
    }

    private void deliver(RoomEvent event) {
        last = Mark.of(event);
        tell(event);
    }

    private void tell(Event event) {
        try {
            parts.node().deliver(event);
        } catch (RuntimeException e) {
            parts.reports().fault(e);
        }
    }

    private void giveUp() {
        parts.drop(this);
    }
}
