package org.herald.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WillingTest {

    private final HandExecutor other = new HandExecutor();
    private final Willing willing = new Willing(other);
    private final List<String> done = new ArrayList<>();

    @Test
    void leavesATaskToTheOther() {
        willing.execute(() -> done.add("it"));
        assertThat(done).isEmpty();
        other.runAll();
        assertThat(done).containsExactly("it");
    }

    @Test
    void doesItselfWhatTheOtherDoesNotTake() {
        other.rejects(true);
        willing.execute(() -> done.add("it"));
        assertThat(done).containsExactly("it");
    }
}
