package org.herald.session;

import java.time.Duration;

/** A handshake that is not let in: an answer, no fault, and without a stack trace. */
public final class HandshakeRefused extends RuntimeException {

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

    public Refusal refusal() {
        return refusal;
    }

    /** Null where coming back would change nothing. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
