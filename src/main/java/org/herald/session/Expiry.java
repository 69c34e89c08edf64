package org.herald.session;

import java.time.Clock;
import java.time.Duration;
import org.herald.hub.CloseCode;
import org.herald.hub.Timers;
import org.herald.hub.VolatileEvent;

/**
 * Warns one client before its token expires, and ends the connection when it has. Safe for use by any thread; its state
 * is guarded by {@code this}.
 */
final class Expiry {

    /** How long ahead the client is warned (protocol section 4). */
    private static final Duration WARNING = Duration.ofSeconds(60);

    private static final Timers.Timer NONE = () -> {};

    private final ClientSession session;
    private final Timers timers;
    private final Clock clock;
    private final Duration leeway;
    private Timers.Timer warning = NONE;
    private Timers.Timer end = NONE;
    private boolean over;

    /** @param leeway how long after its end a token still opens a connection: such a one lives as long */
    Expiry(ClientSession session, Timers timers, Clock clock, Duration leeway) {
        this.session = session;
        this.timers = timers;
        this.clock = clock;
        this.leeway = leeway;
    }

    /** From here on it is about the token that the session has now. */
    synchronized void watch() {
        cancel();
        Long expiresAt = session.identity().expiresAt();
        if (expiresAt != null && !over) {
            boolean late = expiresAt <= clock.millis();
            warning = at(expiresAt - WARNING.toMillis(), () -> warn(expiresAt));
            end = at(late ? expiresAt + leeway.toMillis() : expiresAt, () -> end(expiresAt));
        }
    }

    private void warn(long expiresAt) {
        if (isCurrent(expiresAt)) {
            session.tell(new VolatileEvent.TokenExpiring(expiresAt));
        }
    }

    private void end(long expiresAt) {
        if (isCurrent(expiresAt)) {
            session.end(CloseCode.UNAUTHORIZED, "the token has expired");
        }
    }

    /** False for a timer that was called off too late. */
    private boolean isCurrent(long expiresAt) {
        return Long.valueOf(expiresAt).equals(session.identity().expiresAt());
    }

    /** The session has ended. */
    synchronized void stop() {
        over = true;
        cancel();
    }

    private void cancel() {
        warning.cancel();
        end.cancel();
    }

    private Timers.Timer at(long millis, Runnable step) {
        return timers.after(Duration.ofMillis(Math.max(0, millis - clock.millis())), step);
    }
}
