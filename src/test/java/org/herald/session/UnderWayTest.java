package org.herald.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class UnderWayTest {

    private final UnderWay underWay = new UnderWay();

    @Test
    void waitsForNothingWhenNothingIsUnderWay() {
        assertThat(none()).isDone();
        underWay.begin();
        underWay.end();
        assertThat(none()).isDone();
    }

    @Test
    void waitsForAllThatIsUnderWay() {
        underWay.begin();
        underWay.begin();
        CompletableFuture<Void> none = none();
        underWay.end();
        assertThat(none).isNotDone();
        underWay.end();
        assertThat(none).isDone();
    }

    @Test
    void servesAllWhoWait() {
        underWay.begin();
        CompletableFuture<Void> one = none();
        CompletableFuture<Void> other = none();
        underWay.end();
        assertThat(one).isDone();
        assertThat(other).isDone();
    }

    private CompletableFuture<Void> none() {
        return underWay.none().toCompletableFuture();
    }
}
