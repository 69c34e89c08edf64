package org.herald.session;

import org.herald.hub.ConnectionId;
import org.herald.hub.Delivery;
import org.herald.hub.Event;
import org.herald.hub.Member;
import org.herald.hub.Position;
import org.herald.hub.RoomEvent;
import org.herald.hub.RoomName;
import org.herald.hub.Timers;

/**
 * A connection's place in one room, with the gate that makes history and live events one stream: while it is closed,
 * live events are only noted, because {@link CatchUp} reads them from history; it opens when nothing is missing between
 * the two, and from then on drops what was sent already.
 *
 * <p>Safe for use by any thread; all changing state is guarded by {@code this}.
 */
final class Seat implements Member {

    private enum State {
        JOINING,
        CATCHING_UP,
        OPEN,
        LEFT
    }

    private final ClientSession session;
    private final RoomName room;
    private State state = State.JOINING;
    private Position sent;
    private Position live;
    private Timers.Timer typing;

    Seat(ClientSession session, RoomName room) {
        this.session = session;
        this.room = room;
    }

    ClientSession session() {
        return session;
    }

    RoomName room() {
        return room;
    }

    @Override
    public ConnectionId connection() {
        return session.id();
    }

    @Override
    public void deliver(Delivery delivery) {
        Event event = delivery.event();
        boolean due = event instanceof RoomEvent kept ? takeLive(kept.position()) : takesVolatile();
        if (due && !session.id().equals(event.except())) {
            session.deliver(delivery);
        }
    }

    /** Nothing up to and including {@code position} is missing from here on. */
    synchronized void begin(Position position) {
        if (state == State.JOINING) {
            state = State.CATCHING_UP;
            sent = position;
        }
    }

    /** Sends an event from history. */
    void replay(RoomEvent event) {
        synchronized (this) {
            if (state != State.CATCHING_UP) {
                return;
            }
            sent = event.position();
        }
        session.deliver(new Delivery(event));
    }

    /** Opens the gate, unless there are live events that were not sent yet; whether there is nothing more to replay. */
    synchronized boolean open() {
        if (state == State.CATCHING_UP && (live == null || live.sameEpoch(sent) && live.seq() <= sent.seq())) {
            state = State.OPEN;
        }
        return state != State.CATCHING_UP;
    }

    /** The last event that was sent; null while joining. */
    synchronized Position sent() {
        return sent;
    }

    /** Whether the client was told that it is in the room, and did not leave since. */
    synchronized boolean isTaken() {
        return state == State.CATCHING_UP || state == State.OPEN;
    }

    synchronized boolean isLeft() {
        return state == State.LEFT;
    }

    /** Nothing is delivered from here on; whether the user was typing. */
    synchronized boolean leave() {
        state = State.LEFT;
        return stopTyping();
    }

    /** Notes that the user types until {@code end}; whether that is news. */
    synchronized boolean startTyping(Timers.Timer end) {
        if (state == State.LEFT) {
            end.cancel();
            return false;
        }
        boolean news = !stopTyping();
        typing = end;
        return news;
    }

    /** Whether the user was typing. */
    synchronized boolean stopTyping() {
        if (typing == null) {
            return false;
        }
        typing.cancel();
        typing = null;
        return true;
    }

    private synchronized boolean takeLive(Position position) {
        if (state == State.OPEN) {
            boolean fresh = !position.sameEpoch(sent) || position.seq() > sent.seq();
            sent = fresh ? position : sent;
            return fresh;
        }
        live = position;
        return false;
    }

    private synchronized boolean takesVolatile() {
        return state == State.CATCHING_UP || state == State.OPEN;
    }
}
