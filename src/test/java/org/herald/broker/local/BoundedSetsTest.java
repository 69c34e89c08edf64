package org.herald.broker.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BoundedSetsTest {

    private final BoundedSets<String, Integer> sets = new BoundedSets<>();

    @Test
    void takesNoMemoryForEmptySets() {
        sets.add("a", 1, 1);
        sets.remove("a", 1);
        sets.remove("b", 1);
        sets.add("c", 1, 0);

        assertThat(sets.of("a")).isEmpty();
        assertThat(sets.count()).isZero();
    }

    @Test
    void givesCopiesAway() {
        sets.add("a", 1, 2);
        sets.of("a").add(2);

        assertThat(sets.of("a")).containsExactly(1);
    }
}
