package org.herald.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When it is told how a call ended. */
class OutcomeTest {

    private final IOException failure = new IOException("gone");
    private final List<Throwable> told = new ArrayList<>();
    private final Outcome outcome = new Outcome(told::add);

    @Test
    void isToldWhenTheCallHasReturnedAndNotWhileItLasts() {
        outcome.accept(failure);
        assertThat(told).isEmpty();

        outcome.callReturned();

        assertThat(told).containsExactly(failure);
    }

    @Test
    void isToldAtOnceWhenTheCallHasReturnedBefore() {
        outcome.callReturned();
        assertThat(told).isEmpty();

        outcome.accept(null);

        assertThat(told).containsExactly((Throwable) null);
    }

    @Test
    void isToldOnceAndTheFirstCounts() {
        outcome.accept(null);
        outcome.accept(failure);
        outcome.callReturned();
        outcome.accept(failure);

        assertThat(told).containsExactly((Throwable) null);
    }
}
