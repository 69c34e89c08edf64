package org.herald.boot;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.herald.hub.Lane;

/**
 * The few threads that deliver. They are the node's own, made by the container once: handing it every task costs more than
 * most tasks do (docs/bench/fan-out.md). Nothing that they run may block.
 */
final class Carriers implements AutoCloseable {

    /** How long what is under way may take at the end. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final int count;
    private final ExecutorService threads;

    Carriers(int count, ThreadFactory factory) {
        this.count = count;
        this.threads = Executors.newFixedThreadPool(count, factory);
    }

    Executor executor() {
        return threads;
    }

    /** As many lanes as can be under way at the same time. */
    List<Lane> lanes(Supplier<Lane> maker) {
        return Stream.generate(maker).limit(count).toList();
    }

    /** Lets what was put in be done, and ends the threads. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
