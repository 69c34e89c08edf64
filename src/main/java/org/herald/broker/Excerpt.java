package org.herald.broker;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * The first rows of a sorted list.
 *
 * @param rows none missing between them
 * @param more whether others follow; then there is at least one row
 */
public record Excerpt<T>(List<T> rows, boolean more) {

    /** About how many bytes the rows of one answer take. */
    private static final int MOST_BYTES = 512 * 1024;

    public Excerpt {
        rows = List.copyOf(rows);
    }

    /**
     * As many rows as may go into one answer.
     *
     * @param sorted all that follow
     * @param limit at most so many, 1 or more
     * @param size about how many bytes a row takes
     */
    public static <T> Excerpt<T> of(Iterator<T> sorted, int limit, ToIntFunction<T> size) {
        List<T> rows = new ArrayList<>();
        int bytes = 0;
        while (sorted.hasNext() && rows.size() < limit && bytes < MOST_BYTES) {
            T row = sorted.next();
            rows.add(row);
            bytes += size.applyAsInt(row);
        }
        return new Excerpt<>(rows, sorted.hasNext());
    }
}
