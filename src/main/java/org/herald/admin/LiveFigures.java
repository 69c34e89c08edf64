package org.herald.admin;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.herald.auth.RoomPolicy;
import org.herald.broker.Control;
import org.herald.broker.ControlMessage;
import org.herald.broker.NodeState;
import org.herald.cluster.Overview;
import org.herald.hub.Content;
import org.herald.hub.Event;
import org.herald.hub.Sender;
import org.herald.hub.Timers;
import org.herald.hub.VolatileEvent;

/**
 * Tells the administrators who listen on this node, in the room {@link RoomPolicy#WATCH}, what the nodes are; and tells all
 * nodes that somebody listens, so that they say there what happens. While nobody listens it only looks whether somebody
 * does. Nothing of it is kept: who misses a figure has the next one in a moment.
 */
public final class LiveFigures {

    /** Between two looks whether somebody listens. */
    static final Duration LOOK = Duration.ofMillis(500);

    /** Looks from one time that something is told to the next. */
    private static final int LOOKS = 4;

    /** Between two times. */
    static final Duration BEAT = LOOK.multipliedBy(LOOKS);

    /** How long all nodes go on when this one says no more. */
    static final Duration WATCH = BEAT.multipliedBy(5);

    private final BooleanSupplier watched;
    private final Overview overview;
    private final Control control;
    private final Consumer<Event> here;
    private final Timers timers;

    /** Since something was told last; whoever begins to listen is told at once. Only for the thread of the timers. */
    private int looks;

    /** Null before the start and after the end. Guarded by {@code this}. */
    private Timers.Timer next;

    /**
     * @param watched whether somebody listens on this node
     * @param here tells those who do
     */
    public LiveFigures(
            BooleanSupplier watched, Overview overview, Control control, Consumer<Event> here, Timers timers) {
        this.watched = watched;
        this.overview = overview;
        this.control = control;
        this.here = here;
        this.timers = timers;
    }

    /** What is told of one fact of the audit log. */
    public static VolatileEvent fact(String line) {
        return told("fact", line);
    }

    public synchronized void start() {
        next = timers.after(LOOK, this::look);
    }

    /** Harmless when it has not been started. */
    public synchronized void stop() {
        if (next != null) {
            next.cancel();
            next = null;
        }
    }

    private void look() {
        try {
            if (!watched.getAsBoolean()) {
                looks = 0;
            } else if (looks++ % LOOKS == 0) {
                tell();
            }
        } finally {
            goOn();
        }
    }

    /** When the store is away neither is answered; those who listen see that nothing comes, and it is tried again. */
    private void tell() {
        control.send(new ControlMessage.Watch(WATCH));
        overview.nodes().thenAccept(nodes -> here.accept(nodes(nodes)));
    }

    private synchronized void goOn() {
        if (next != null) {
            next = timers.after(LOOK, this::look);
        }
    }

    private static VolatileEvent nodes(List<NodeState> nodes) {
        return told("nodes", Rendering.nodes(nodes));
    }

    private static VolatileEvent told(String name, String json) {
        return new VolatileEvent(
                RoomPolicy.WATCH, Sender.SERVER, 0, new VolatileEvent.Emitted(name, new Content.Value(json)), null);
    }
}
