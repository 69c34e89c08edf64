package org.herald.session;

import org.herald.auth.TokenVerifier;
import org.herald.auth.VerifiedToken;
import org.herald.broker.Revocations;
import org.herald.hub.ErrorCode;
import org.herald.hub.Identity;
import org.herald.hub.Refused;

/** Tells good tokens from bad ones, and from those that were good until they were revoked. Safe for use by any thread. */
public final class Tokens {

    static final String REVOKED = "the token was revoked";

    private final TokenVerifier verifier;
    private final Revocations revocations;

    public Tokens(TokenVerifier verifier, Revocations revocations) {
        this.verifier = verifier;
        this.revocations = revocations;
    }

    /**
     * May block for some seconds while keys are fetched from another server.
     *
     * @param token in compact form; null is refused like a bad one
     * @throws Refused {@code unauthorized} with the reason; {@code unavailable} while there is no key to verify with
     */
    public VerifiedToken verify(String token) {
        VerifiedToken verified = verifier.verify(token);
        if (isRevoked(verified.identity())) {
            throw Refused.because(ErrorCode.UNAUTHORIZED, REVOKED);
        }
        return verified;
    }

    /** Whether a token that was found good is good no more. */
    public boolean isRevoked(Identity identity) {
        return revocations.isRevoked(identity);
    }
}
