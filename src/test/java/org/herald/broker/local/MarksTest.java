package org.herald.broker.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.herald.hub.UserId;
import org.junit.jupiter.api.Test;

class MarksTest {

    private final Marks marks = new Marks();

    @Test
    void forgetsTheMarkThatHasNotMovedForTheLongestWhenThereAreTooMany() {
        for (int i = 0; i < Marks.MOST; i++) {
            marks.advance(new UserId("u" + i), 5);
        }
        marks.advance(new UserId("u0"), 6);
        marks.advance(new UserId("one more"), 5);

        assertThat(marks.advance(new UserId("u0"), 6)).isFalse();
        assertThat(marks.advance(new UserId("u2"), 5)).isFalse();
        assertThat(marks.advance(new UserId("u1"), 5)).isTrue();
    }
}
