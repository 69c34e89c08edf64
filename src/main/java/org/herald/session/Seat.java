package org.herald.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletionStage;
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
 * the newest live events are held back, and {@link CatchUp} reads what came before them from history; it opens when
 * nothing is missing between the two, and from then on drops what was sent already.
 *
 * <p>Safe for use by any thread; all changing state is guarded by {@code this}.
 */
final class Seat implements Member {

    private enum State {
        JOINING,
        CATCHING_UP,
        OPEN,
        /** The gate is closed again, because what was sent and what comes now do not join on. */
        LOST,
        LEFT
    }

    /** How many live events wait at the closed gate; the older ones have to be read from history. */
    static final int HELD = 32;

    private final ClientSession session;
    private final RoomName room;
    /** The newest of the live events that came to the closed gate, without a hole between them. */
    private final Deque<Delivery> held = new ArrayDeque<>();

    private final UnderWay underWay = new UnderWay();

    private State state = State.JOINING;
    private Position sent;

    /** Whether history has to be asked once more before the gate opens. */
    private boolean doubted;

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
        if (event instanceof RoomEvent kept ? takeLive(delivery, kept.position()) : takesVolatile()) {
            tell(delivery);
        }
    }

    /** Nothing up to and including {@code position} is missing from here on. */
    synchronized void begin(Position position) {
        if (state == State.JOINING || state == State.LOST) {
            state = State.CATCHING_UP;
            sent = position;
        }
    }

    /**
     * Closes the gate, if it is open, until {@link #begin}: something of the room cannot be told any more. While it is
     * closed, {@link CatchUp} finds that out by itself.
     *
     * @return whether it was open
     */
    synchronized boolean lose() {
        boolean open = state == State.OPEN;
        if (open) {
            state = State.LOST;
        }
        doubted = state == State.CATCHING_UP;
        return open;
    }

    /** Sends an event from history. */
    void replay(RoomEvent event) {
        synchronized (this) {
            if (state != State.CATCHING_UP) {
                return;
            }
            sent = event.position();
            underWay.begin();
        }
        tell(new Delivery(event));
        session.listener().replayed();
    }

    /**
     * Sends what was held back and opens the gate, as far as nothing is missing before it; whether there is nothing more
     * to replay.
     */
    boolean open() {
        for (Delivery next = nextHeld(); next != null; next = nextHeld()) {
            tell(next);
        }
        return isThrough();
    }

    /** The newest live event that waits at the gate, or null. */
    synchronized Delivery newestHeld() {
        return held.peekLast();
    }

    /**
     * History has nothing after what was sent, so what was held back of another epoch is of one that is gone.
     *
     * @param newest what waited when history was asked; what came later may be of an epoch to come
     */
    synchronized void dropOutdated(Delivery newest) {
        boolean asked = held.contains(newest);
        while (asked && !position(held.peek()).sameEpoch(sent)) {
            asked = held.remove() != newest;
        }
    }

    /** The last event that was sent; null while joining. */
    synchronized Position sent() {
        return sent;
    }

    /** Whether the client was told that it is in the room, and did not leave since. */
    synchronized boolean isTaken() {
        return state != State.JOINING && state != State.LEFT;
    }

    synchronized boolean isLeft() {
        return state == State.LEFT;
    }

    /** Nothing is delivered from here on; whether the user was typing. */
    synchronized boolean leave() {
        state = State.LEFT;
        held.clear();
        return stopTyping();
    }

    /** After {@link #leave}: completes when nothing that was taken before can reach the client any more. */
    CompletionStage<Void> silence() {
        return underWay.none();
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

    /** What was taken ends here. */
    private void tell(Delivery delivery) {
        try {
            if (!session.id().equals(delivery.event().except())) {
                session.deliver(delivery);
            }
        } finally {
            underWay.end();
        }
    }

    private synchronized boolean takeLive(Delivery delivery, Position position) {
        if (state == State.OPEN) {
            boolean fresh = !isSent(position);
            if (fresh) {
                sent = position;
                underWay.begin();
            }
            return fresh;
        }
        if (state != State.LEFT) {
            if (held.size() == HELD) {
                held.remove();
            }
            held.add(delivery);
        }
        return false;
    }

    /** The first that was held back, if it is the one after what was sent; when there is none, the gate is open. */
    private synchronized Delivery nextHeld() {
        if (state != State.CATCHING_UP) {
            return null;
        }
        while (!held.isEmpty() && isSent(position(held.peek()))) {
            held.remove();
        }
        if (doubted) {
            doubted = false;
            return null;
        }
        if (held.isEmpty()) {
            state = State.OPEN;
            return null;
        }
        if (!position(held.peek()).equals(sent.next())) {
            return null;
        }
        sent = sent.next();
        underWay.begin();
        return held.remove();
    }

    private synchronized boolean isThrough() {
        return state != State.CATCHING_UP;
    }

    private boolean isSent(Position position) {
        return position.sameEpoch(sent) && position.seq() <= sent.seq();
    }

    private static Position position(Delivery kept) {
        return ((RoomEvent) kept.event()).position();
    }

    private synchronized boolean takesVolatile() {
        boolean taken = isTaken();
        if (taken) {
            underWay.begin();
        }
        return taken;
    }
}
