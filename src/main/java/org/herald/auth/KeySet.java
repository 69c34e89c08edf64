package org.herald.auth;

import java.security.Key;
import java.util.List;
import java.util.Optional;

/**
 * Keys that are there already.
 *
 * @param keys at least one
 */
record KeySet(List<VerificationKey> keys) implements VerificationKeys {

    KeySet {
        keys = List.copyOf(keys);
    }

    /** {@inheritDoc} A lone key without a name serves every token; a token without a name needs a lone key. */
    @Override
    public Optional<Key> find(String id, SigningAlgorithm algorithm) {
        List<VerificationKey> fitting =
                keys.stream().filter(key -> key.serves(algorithm)).toList();
        boolean lone = id == null
                ? fitting.size() == 1
                : keys.size() == 1 && keys.get(0).id() == null;
        return fitting.stream()
                .filter(key -> lone || id != null && id.equals(key.id()))
                .map(VerificationKey::key)
                .findFirst();
    }
}
