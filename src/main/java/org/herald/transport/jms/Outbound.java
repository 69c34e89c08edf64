package org.herald.transport.jms;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.herald.hub.ErrorCode;
import org.herald.hub.Refused;
import org.herald.hub.Timers;

/**
 * Sends to the topic, all that waits in one transaction. While the topic cannot be had, it takes nothing: whoever asks is
 * refused. One thread runs it; any may send.
 */
final class Outbound implements Runnable {

    /** How many may wait. */
    static final int CAPACITY = 10_000;

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** After this nobody waits any more. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private static final int MOST = 100;

    private final BlockingQueue<Waiting> waiting = new ArrayBlockingQueue<>(CAPACITY);
    private final String topic;
    private final Provider provider;
    private final Timers timers;
    private final Pace pace;

    /** Whether the last attempt succeeded. Written by the thread that runs this alone. */
    private volatile boolean up;

    private record Waiting(Notice notice, CompletableFuture<Void> sent) {}

    /** @param timers so that nobody waits for a provider that does not answer */
    Outbound(String topic, Provider provider, Timers timers) {
        this.topic = topic;
        this.provider = provider;
        this.timers = timers;
        this.pace = new Pace("sending to the topic " + topic);
    }

    /** Whether sending makes sense now. */
    boolean isUp() {
        return up;
    }

    /** @return completes when it has been sent; fails with {@code unavailable} when it may not have been */
    CompletionStage<Void> send(Notice notice) {
        Waiting one = new Waiting(notice, new CompletableFuture<>());
        if (!up || !waiting.offer(one)) {
            return CompletableFuture.failedFuture(away());
        }
        if (!up) {
            refuseAll();
        }
        Timers.Timer timeout = timers.after(LONGEST, () -> one.sent.completeExceptionally(away()));
        return one.sent.whenComplete((sent, failure) -> timeout.cancel());
    }

    @Override
    public void run() {
        List<Waiting> batch = new ArrayList<>();
        try {
            while (!pace.isStopped()) {
                turn(batch);
            }
        } finally {
            refuseFromNowOn(batch);
        }
    }

    /** Whatever goes wrong, the thread goes on, and nobody waits for what it had: nobody would begin another. */
    private void turn(List<Waiting> batch) {
        try {
            next(batch);
            send(batch);
        } catch (Provider.Trouble trouble) {
            refuseFromNowOn(batch);
            pace.trouble(trouble);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            pace.stop();
        } catch (Throwable fault) {
            refuseFromNowOn(batch);
            pace.fault(fault);
        } finally {
            batch.clear();
        }
    }

    private void refuseFromNowOn(List<Waiting> batch) {
        up = false;
        refuse(batch);
        refuseAll();
    }

    /** With nothing to send, whether the topic is there is asked only while it is not known to be. */
    private void send(List<Waiting> batch) throws Provider.Trouble {
        if (!up || !batch.isEmpty()) {
            provider.send(topic, batch.stream().map(Waiting::notice).toList());
            up = true;
            pace.well();
            batch.forEach(one -> one.sent.complete(null));
        }
    }

    /** From any thread. */
    void stop() {
        pace.stop();
    }

    /** Waits for what is to be sent next; while the topic is not known to be there, asks with nothing at once. */
    private void next(List<Waiting> batch) throws InterruptedException {
        Waiting first = up ? waiting.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS) : null;
        if (first != null) {
            batch.add(first);
            waiting.drainTo(batch, MOST - 1);
        }
    }

    private void refuseAll() {
        List<Waiting> all = new ArrayList<>();
        waiting.drainTo(all);
        refuse(all);
    }

    private static void refuse(List<Waiting> all) {
        all.forEach(one -> one.sent.completeExceptionally(away()));
    }

    static Refused away() {
        return Refused.because(ErrorCode.UNAVAILABLE, "what is said here goes to JMS too, which is away");
    }
}
