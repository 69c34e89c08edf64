package org.herald.transport.engineio;

import java.util.function.LongSupplier;
import org.herald.hub.Timers;

/**
 * Asks the client for a sign of life, again and again ("Heartbeat"). Safe for use by any thread; its state is guarded by
 * {@code this}, and nothing foreign is called under it.
 */
final class Heart {

    private final EngineSettings settings;
    private final Timers timers;
    private final LongSupplier ticker;
    private final Runnable ping;
    private final Runnable dead;

    /** When the last pong came, or the session began. */
    private long beat;

    private State state = State.STOPPED;

    private enum State {
        STOPPED,
        QUIET,
        ASKED
    }

    /**
     * @param ticker nanoseconds that only grow
     * @param ping asks
     * @param dead is run when no answer comes
     */
    Heart(EngineSettings settings, Timers timers, LongSupplier ticker, Runnable ping, Runnable dead) {
        this.settings = settings;
        this.timers = timers;
        this.ticker = ticker;
        this.ping = ping;
        this.dead = dead;
    }

    void start() {
        synchronized (this) {
            state = State.QUIET;
            beat = ticker.getAsLong();
        }
        askLater();
    }

    void stop() {
        synchronized (this) {
            state = State.STOPPED;
        }
    }

    /** @return false when nobody had asked */
    boolean pong() {
        synchronized (this) {
            if (state != State.ASKED) {
                return false;
            }
            state = State.QUIET;
            beat = ticker.getAsLong();
        }
        askLater();
        return true;
    }

    /** Whether a pong should have come by now, however coarse the timers are. */
    synchronized boolean isOverdue() {
        long patience = settings.pingInterval().plus(settings.pingTimeout()).toNanos();
        return state != State.STOPPED && ticker.getAsLong() - beat >= patience;
    }

    private void askLater() {
        timers.after(settings.pingInterval(), this::ask);
    }

    private void ask() {
        long asked;
        synchronized (this) {
            if (state != State.QUIET) {
                return;
            }
            state = State.ASKED;
            asked = beat;
        }
        timers.after(settings.pingTimeout(), () -> expect(asked)); // first: whatever becomes of the ping
        ping.run();
    }

    private void expect(long asked) {
        synchronized (this) {
            if (state != State.ASKED || beat != asked) {
                return;
            }
        }
        dead.run();
    }
}
