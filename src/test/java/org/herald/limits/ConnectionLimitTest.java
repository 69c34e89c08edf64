package org.herald.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConnectionLimitTest {

    private final ConnectionLimit limit = new ConnectionLimit(2);

    @Test
    void refusesTheThirdOfTwo() {
        assertThat(limit.tryAcquire()).isTrue();
        assertThat(limit.tryAcquire()).isTrue();
        assertThat(limit.tryAcquire()).isFalse();
        assertThat(limit.held()).isEqualTo(2);
        assertThat(limit.max()).isEqualTo(2);
    }

    @Test
    void givesAPlaceThatCameBackToTheNext() {
        limit.tryAcquire();
        limit.tryAcquire();
        limit.release();

        assertThat(limit.tryAcquire()).isTrue();
        assertThat(limit.tryAcquire()).isFalse();
    }

    @Test
    void complainsOfAPlaceThatComesBackTwice() {
        limit.tryAcquire();
        limit.release();

        assertThatThrownBy(limit::release).isInstanceOf(IllegalStateException.class);
        assertThat(limit.held()).isZero();
    }

    @Test
    void givesOutNoMoreThanThereAreToManyAtOnce() {
        ConnectionLimit shared = new ConnectionLimit(500);
        AtomicInteger acquired = new AtomicInteger();
        CompletableFuture<?>[] all = IntStream.range(0, 4)
                .mapToObj(thread -> CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < 1000; i++) {
                        acquired.addAndGet(shared.tryAcquire() ? 1 : 0);
                    }
                }))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(all).join();

        assertThat(acquired).hasValue(500);
        assertThat(shared.held()).isEqualTo(500);
    }
}
