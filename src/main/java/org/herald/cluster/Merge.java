package org.herald.cluster;

import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.herald.broker.Excerpt;

/**
 * Makes one list of the sorted lists of several nodes, as far as nothing is missing: behind the last row of an excerpt
 * that goes on, there may be rows that nobody has told.
 *
 * @param <K> what rows are sorted by
 * @param <R> rows
 * @param both makes one row of two with the same key
 */
record Merge<K extends Comparable<K>, R>(Function<R, K> key, BinaryOperator<R> both) {

    /** The first rows of all, at most {@code limit} of them. */
    Excerpt<R> of(List<Excerpt<R>> excerpts, int limit) {
        NavigableMap<K, R> all = new TreeMap<>();
        K horizon = null;
        for (Excerpt<R> excerpt : excerpts) {
            excerpt.rows().forEach(row -> all.merge(key.apply(row), row, both));
            if (excerpt.more()) {
                K last = key.apply(excerpt.rows().get(excerpt.rows().size() - 1));
                horizon = horizon == null || last.compareTo(horizon) < 0 ? last : horizon;
            }
        }
        NavigableMap<K, R> told = horizon == null ? all : all.headMap(horizon, true);
        List<R> rows = told.values().stream().limit(limit).toList();
        return new Excerpt<>(rows, horizon != null || rows.size() < all.size());
    }
}
