package org.herald.auth;

import org.herald.hub.ErrorCode;
import org.herald.hub.Refused;

/** Refusals of tokens. */
final class Unauthorized {

    private Unauthorized() {}

    /** @param reason safe to show: nothing of the token is in it */
    static Refused because(String reason) {
        return Refused.because(ErrorCode.UNAUTHORIZED, reason);
    }
}
