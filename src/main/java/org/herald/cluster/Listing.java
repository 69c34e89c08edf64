package org.herald.cluster;

import java.util.List;

/**
 * A page of what was asked of all nodes.
 *
 * @param rows in the order of the list
 * @param cursor where the next page begins, or null when there is none
 * @param silent names of nodes that did not answer in time: what they have is missing
 */
public record Listing<T>(List<T> rows, String cursor, List<String> silent) {

    public Listing {
        rows = List.copyOf(rows);
        silent = List.copyOf(silent);
    }
}
