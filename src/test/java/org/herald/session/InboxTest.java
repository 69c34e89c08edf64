package org.herald.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class InboxTest {

    private final Inbox inbox = new Inbox(3, 1000);
    private final List<String> began = new ArrayList<>();

    private boolean submit(String name, CompletableFuture<?> settled) {
        return inbox.submit(0, () -> {
            began.add(name);
            return settled;
        });
    }

    private static CompletableFuture<?> atOnce() {
        return CompletableFuture.completedFuture(null);
    }

    @Test
    void beginsACommandWhenTheOneBeforeHasSettled() {
        CompletableFuture<Void> first = new CompletableFuture<>();
        CompletableFuture<Void> second = new CompletableFuture<>();
        submit("first", first);
        submit("second", second);
        submit("third", atOnce());

        assertThat(began).containsExactly("first");
        first.complete(null);
        assertThat(began).containsExactly("first", "second");
        second.completeExceptionally(new IllegalStateException());
        assertThat(began).containsExactly("first", "second", "third");
        submit("fourth", atOnce());
        assertThat(began).endsWith("fourth");
    }

    @Test
    void refusesMoreThanMayWait() {
        CompletableFuture<Void> first = new CompletableFuture<>();
        submit("first", first);
        for (int i = 0; i < 3; i++) {
            assertThat(submit("waiting", atOnce())).isTrue();
        }
        assertThat(submit("too many", atOnce())).isFalse();
        first.complete(null);
        assertThat(began).containsExactly("first", "waiting", "waiting", "waiting");
        assertThat(submit("later", atOnce())).isTrue();
        assertThat(began).endsWith("later");
    }

    @Test
    void runsACommandSubmittedByAnotherAfterIt() {
        inbox.submit(0, () -> {
            submit("inner", atOnce());
            began.add("outer");
            return atOnce();
        });
        assertThat(began).containsExactly("outer", "inner");
    }

    @Test
    void beginsAHundredThousandCommandsThatWaitedWithoutRecursion() {
        Inbox large = new Inbox(100_000, 1000);
        CompletableFuture<Void> first = new CompletableFuture<>();
        large.submit(0, () -> first);
        int[] count = new int[1];
        for (int i = 0; i < 100_000; i++) {
            large.submit(0, () -> {
                count[0]++;
                return atOnce();
            });
        }
        first.complete(null);
        assertThat(count[0]).isEqualTo(100_000);
    }

    @Test
    void runsOneAtATimeAndLosesNoneHoweverManyThreadsComplete() throws Exception {
        Inbox large = new Inbox(100_000, 1000);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        CountDownLatch all = new CountDownLatch(20_000);
        boolean[] inside = new boolean[1];
        List<Integer> order = new ArrayList<>();
        try {
            for (int i = 0; i < 20_000; i++) {
                int number = i;
                large.submit(0, () -> {
                    assertThat(inside[0]).isFalse();
                    inside[0] = true;
                    return CompletableFuture.runAsync(
                            () -> {
                                order.add(number);
                                inside[0] = false;
                                all.countDown();
                            },
                            threads);
                });
            }
            assertThat(all.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(order).hasSize(20_000).isSorted();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void takesNoMoreThanItMayHoldInBytes() {
        CompletableFuture<Void> first = new CompletableFuture<>();
        inbox.submit(10, () -> first);

        assertThat(inbox.submit(600, () -> atOnce())).isTrue();
        assertThat(inbox.submit(401, () -> atOnce())).isFalse();
        assertThat(inbox.submit(400, () -> atOnce())).isTrue();

        first.complete(null);
        assertThat(inbox.submit(5000, () -> atOnce()))
                .as("alone, whatever it weighs")
                .isTrue();
    }
}
