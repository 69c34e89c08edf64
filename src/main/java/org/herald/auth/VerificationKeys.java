package org.herald.auth;

import java.security.Key;
import java.util.Optional;

/** Where the key for a signature comes from. May be called from any thread, and may block for seconds to fetch keys. */
interface VerificationKeys {

    /**
     * @param id as the token names the key: anything at all, or null
     * @param algorithm an accepted one
     * @return empty when there is no such key, or it is not for {@code algorithm}
     * @throws org.herald.hub.Refused {@code unavailable}, while the keys could not be had
     */
    Optional<Key> find(String id, SigningAlgorithm algorithm);
}
