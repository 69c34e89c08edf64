package org.herald.session;

import java.time.Duration;
import org.herald.auth.BadRequest;
import org.herald.hub.ErrorCode;
import org.herald.hub.Refused;

/** A handshake that is not let in: an answer, no fault, and without a stack trace. */
public final class HandshakeRefused extends RuntimeException {

    /** When to come back to a node that is full, draining or without what it needs. */
    static final Duration LATER = Duration.ofSeconds(5);

    private static final long serialVersionUID = 1;

    private final Refusal refusal;
    private final Duration retryAfter;

    /**
     * @param message for people: nothing of the request is in it
     * @param retryAfter when to come back, or null
     */
    HandshakeRefused(Refusal refusal, String message, Duration retryAfter) {
        super(message, null, false, false);
        this.refusal = refusal;
        this.retryAfter = retryAfter;
    }

    /** What a refusal of whatever kind is to somebody at the door. Anything else is thrown on. */
    static HandshakeRefused of(RuntimeException refusal) {
        if (refusal instanceof HandshakeRefused known) {
            return known;
        }
        if (refusal instanceof BadRequest bad) {
            return new HandshakeRefused(Refusal.BAD_REQUEST, bad.getMessage(), null);
        }
        if (refusal instanceof Refused refused) {
            return refused.code() == ErrorCode.UNAUTHORIZED
                    ? new HandshakeRefused(Refusal.UNAUTHORIZED, refused.getMessage(), null)
                    : new HandshakeRefused(Refusal.UNAVAILABLE, refused.getMessage(), LATER);
        }
        throw refusal;
    }

    public Refusal refusal() {
        return refusal;
    }

    /** Null where coming back would change nothing. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
