package org.herald.auth;

import java.security.Key;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tokens whose signature was found good, and the key that showed it, so that a client who comes back costs no signature.
 * It says nothing else of a token: whether the key still counts, the token still runs and was not revoked is asked each
 * time. Only what a configured key has signed gets in, so a flood of invented tokens pushes nobody out. Past the bound
 * those who were not seen for the longest time are forgotten, which costs them a signature and no more.
 *
 * <p>Holds fingerprints, never tokens. Safe for use by any thread.
 */
final class GoodSignatures {

    /** About 150 bytes each. */
    static final int MAX = 16_384;

    private static final long SWEEP_MILLIS = 60_000;

    private record Proof(Key key, long endsAt) {}

    private final Clock clock;

    /** Those seen last at the end. Guarded by {@code this}. */
    private final Map<Fingerprint, Proof> proofs = new LinkedHashMap<>(16, 0.75f, true);

    /** When tokens that have run out are looked for again. Guarded by {@code this}. */
    private long sweepAt;

    GoodSignatures(Clock clock) {
        this.clock = clock;
    }

    /** @param key that the token's signature would be checked with now */
    boolean has(Fingerprint token, Key key) {
        Proof proof = find(token);
        return proof != null && clock.millis() < proof.endsAt && proof.key.equals(key);
    }

    /**
     * @param key that showed the signature to be good
     * @param endsAt when the token expires, in Unix milliseconds
     */
    synchronized void add(Fingerprint token, Key key, long endsAt) {
        long now = clock.millis();
        if (now >= sweepAt || sweepAt > now + SWEEP_MILLIS) {
            proofs.values().removeIf(proof -> now >= proof.endsAt);
            sweepAt = now + SWEEP_MILLIS;
        }
        proofs.put(token, new Proof(key, endsAt));
        if (proofs.size() > MAX) {
            proofs.remove(proofs.keySet().iterator().next());
        }
    }

    synchronized int size() {
        return proofs.size();
    }

    private synchronized Proof find(Fingerprint token) {
        return proofs.get(token);
    }
}
