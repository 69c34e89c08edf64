package org.herald.load;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** Says every second how it goes. */
final class Progress implements AutoCloseable {

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "progress");
        thread.setDaemon(true);
        return thread;
    });
    private final PrintStream out;
    private final Tally tally;
    private final IntSupplier connected;
    private long seconds;
    private long published;
    private long delivered;

    Progress(PrintStream out, Tally tally, IntSupplier connected) {
        this.out = out;
        this.tally = tally;
        this.connected = connected;
    }

    void start() {
        clock.scheduleAtFixedRate(this::line, 1, 1, TimeUnit.SECONDS);
    }

    private void line() {
        long publishedNow = tally.get(Count.PUBLISHED);
        long deliveredNow = tally.get(Count.DELIVERED);
        out.printf(
                Locale.ROOT,
                "%4d s  %d connected  %d published/s  %d delivered/s  p99 %.1f ms%s%n",
                ++seconds,
                connected.getAsInt(),
                publishedNow - published,
                deliveredNow - delivered,
                tally.deliveries().latest(99),
                tally.refusals().isEmpty() ? "" : "  refused " + tally.refusals());
        published = publishedNow;
        delivered = deliveredNow;
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
