package org.herald.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Members come and go on many threads, while the store answers on others and sometimes fails. */
class RoomsRaceTest {

    private static final int THREADS = 4;
    private static final int ROUNDS = 10_000;
    private static final int ROOMS = 3;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS + 2);
    private final AtomicReference<String> fault = new AtomicReference<>();
    private final AtomicInteger open = new AtomicInteger();
    private final Watching interest = new Watching();
    private final Rooms rooms = new Rooms(interest, new HubListener() {
        @Override
        public void roomOpened() {
            open.incrementAndGet();
        }

        @Override
        public void roomClosed() {
            open.decrementAndGet();
        }
    });

    @Test
    void neverOverlapsNorForgetsASubscription() throws Exception {
        List<CompletableFuture<?>> all = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int seed = i;
            all.add(CompletableFuture.runAsync(() -> comeAndGo(new Random(seed)), threads));
        }
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(20, TimeUnit.SECONDS);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (rooms.size() > 0 && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        threads.shutdown();

        assertThat(fault.get()).isNull();
        assertThat(rooms.size()).isZero();
        assertThat(open).hasValue(0);
        assertThat(interest.subscribed).isEmpty();
    }

    private void comeAndGo(Random random) {
        for (int i = 0; i < ROUNDS; i++) {
            RoomName room = new RoomName("r" + random.nextInt(ROOMS));
            Guest guest = new Guest(new ConnectionId("c-" + random.nextInt() + "-" + i));
            CompletableFuture<Void> entered = rooms.enter(room, guest).toCompletableFuture();
            if (random.nextBoolean() && succeeds(entered)) {
                if (!interest.subscribed.containsKey(room)) {
                    fault.set("in a room that is not subscribed");
                }
                rooms.deliver(VolatileEvent.in(room, new VolatileEvent.Kicked(null)));
                if (guest.heard == 0) {
                    fault.set("heard nothing");
                }
            }
            rooms.leave(room, guest);
        }
    }

    private static boolean succeeds(CompletableFuture<Void> entered) {
        return entered.handle((done, failure) -> failure == null).join();
    }

    private static final class Guest implements Member {
        private final ConnectionId connection;
        private volatile int heard;

        private Guest(ConnectionId connection) {
            this.connection = connection;
        }

        @Override
        public ConnectionId connection() {
            return connection;
        }

        @Override
        public void deliver(Delivery delivery) {
            heard = 1;
        }
    }

    /** Answers at once or on another thread; one subscription in ten fails. */
    private final class Watching implements Interest {
        private final Map<RoomName, Boolean> subscribed = new ConcurrentHashMap<>();
        private final Map<RoomName, Boolean> busy = new ConcurrentHashMap<>();
        private final AtomicInteger calls = new AtomicInteger();

        @Override
        public CompletionStage<Void> subscribe(RoomName room) {
            return call(room, number -> {
                if (number % 10 == 0) {
                    throw new IllegalStateException("away");
                }
                if (subscribed.put(room, true) != null) {
                    fault.set("subscribed twice");
                }
            });
        }

        @Override
        public CompletionStage<Void> unsubscribe(RoomName room) {
            return call(room, number -> {
                if (subscribed.remove(room) == null) {
                    fault.set("unsubscribed without a subscription");
                }
            });
        }

        private CompletionStage<Void> call(RoomName room, java.util.function.IntConsumer work) {
            int number = calls.incrementAndGet();
            if (busy.put(room, true) != null) {
                fault.set("two calls at a time");
            }
            CompletableFuture<Void> answer = new CompletableFuture<>();
            Runnable step = () -> {
                RuntimeException failure = null;
                try {
                    work.accept(number);
                } catch (RuntimeException e) {
                    failure = e;
                }
                busy.remove(room);
                if (failure == null) {
                    answer.complete(null);
                } else {
                    answer.completeExceptionally(failure);
                }
            };
            if (number % 3 == 0) {
                step.run();
            } else {
                threads.execute(step);
            }
            return answer;
        }
    }
}
