package org.herald.broker.local;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Small sets by key, each with room for so many. Empty ones take no memory. Safe for use by any thread. */
final class BoundedSets<K, V> {

    /** Each set is guarded by the lock that the map holds for its key, and is never empty. */
    private final ConcurrentMap<K, Set<V>> sets = new ConcurrentHashMap<>();

    /** @return false when there are {@code max} others, and then nothing has changed */
    boolean add(K key, V value, int max) {
        boolean[] in = new boolean[1];
        sets.compute(key, (k, known) -> {
            Set<V> set = known == null ? new HashSet<>() : known;
            in[0] = set.contains(value) || set.size() < max && set.add(value);
            return set.isEmpty() ? null : set;
        });
        return in[0];
    }

    void remove(K key, V value) {
        sets.computeIfPresent(key, (k, set) -> {
            set.remove(value);
            return set.isEmpty() ? null : set;
        });
    }

    /** A copy. */
    Set<V> of(K key) {
        Set<V> copy = new HashSet<>();
        sets.computeIfPresent(key, (k, set) -> {
            copy.addAll(set);
            return set;
        });
        return copy;
    }

    /** How many keys have something. */
    int count() {
        return sets.size();
    }
}
