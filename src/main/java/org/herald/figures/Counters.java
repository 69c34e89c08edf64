package org.herald.figures;

import java.util.concurrent.atomic.LongAdder;

/** One count for each row of a table. Safe for use by any thread. */
final class Counters {

    private final LongAdder[] rows;

    Counters(LongAdder... rows) {
        this.rows = rows;
    }

    void increment(int row) {
        rows[row].increment();
    }

    void decrement(int row) {
        rows[row].decrement();
    }
}
