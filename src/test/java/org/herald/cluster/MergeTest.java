package org.herald.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.herald.broker.Excerpt;
import org.junit.jupiter.api.Test;

class MergeTest {

    private static final Merge<String, String> MERGE = new Merge<>(row -> row, (a, b) -> a);

    @Test
    void sortsTheRowsOfAllAndJoinsThoseOfOneKey() {
        assertThat(MERGE.of(List.of(all("b", "d"), all("a", "b", "c"), all()), 10))
                .isEqualTo(all("a", "b", "c", "d"));
    }

    @Test
    void stopsWhereSomebodyMayHaveMore() {
        assertThat(MERGE.of(List.of(some("a", "c"), all("b", "d"), some("e")), 10))
                .isEqualTo(some("a", "b", "c"));
    }

    @Test
    void goesOnWhenTheLimitIsReached() {
        assertThat(MERGE.of(List.of(all("a", "b"), all("c")), 2)).isEqualTo(some("a", "b"));
        assertThat(MERGE.of(List.of(all("a", "b"), all("c")), 3)).isEqualTo(all("a", "b", "c"));
    }

    @Test
    void isEmptyWithoutAnybody() {
        assertThat(MERGE.of(List.of(), 10)).isEqualTo(all());
    }

    private static Excerpt<String> all(String... rows) {
        return new Excerpt<>(List.of(rows), false);
    }

    private static Excerpt<String> some(String... rows) {
        return new Excerpt<>(List.of(rows), true);
    }
}
