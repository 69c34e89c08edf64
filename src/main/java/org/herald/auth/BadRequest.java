package org.herald.auth;

/**
 * A request that breaks its own grammar, before any question of rights (protocol section 1: 400 {@code bad_request}).
 * The message is safe to send back: it holds nothing of the request. An answer, no fault: no stack trace.
 */
public final class BadRequest extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** @param rule what the request has to be, without anything of what it was */
    public BadRequest(String rule) {
        super(rule, null, false, false);
    }
}
