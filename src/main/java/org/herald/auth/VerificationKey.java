package org.herald.auth;

import java.security.Key;

/**
 * A key that signatures are verified with.
 *
 * @param id by which tokens name it, or null
 * @param algorithm the only one it is meant for, or null
 * @param key public, or the shared secret
 */
record VerificationKey(String id, String algorithm, Key key) {

    boolean serves(SigningAlgorithm wanted) {
        return (algorithm == null || algorithm.equals(wanted.name())) && wanted.fits(key);
    }

    /** Without the key: it may be the secret. */
    @Override
    public String toString() {
        return "VerificationKey[id=" + id + "]";
    }
}
