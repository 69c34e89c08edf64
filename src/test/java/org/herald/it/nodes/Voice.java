package org.herald.it.nodes;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Lets a member speak, one message after the other; what was not acknowledged is tried again under the same id. */
final class Voice {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration MOMENT = Duration.ofMillis(2);
    private static final Duration AGAIN = Duration.ofMillis(20);

    private final Chronicle chronicle;
    private final Follower member;
    private final String name;
    private final Duration pause;
    private final BooleanSupplier mayGoOn;

    /** The codes by which it was refused. */
    private final Set<String> refusals = ConcurrentHashMap.newKeySet();

    private final AtomicInteger retried = new AtomicInteger();
    private final Thread thread = new Thread(this::run, "voice");
    private volatile boolean over;

    /**
     * @param pause between an answer and the next message
     * @param mayGoOn false while the others have to catch up
     */
    Voice(Chronicle chronicle, Follower member, String name, Duration pause, BooleanSupplier mayGoOn) {
        this.chronicle = chronicle;
        this.member = member;
        this.name = name;
        this.pause = pause;
        this.mayGoOn = mayGoOn;
        thread.setDaemon(true);
        thread.start();
    }

    Set<String> refusals() {
        return refusals;
    }

    /** How many messages did not get through at once. */
    int retried() {
        return retried.get();
    }

    void fallSilent() {
        over = true;
    }

    /** Waits for the answer to its last message. */
    void awaitSilence() throws InterruptedException {
        thread.join(2 * PATIENCE.toMillis());
        if (thread.isAlive()) {
            chronicle.fault(name + " does not fall silent");
        }
    }

    private void run() {
        for (int i = 0; !over; i++) {
            say(name + '.' + i);
            LockSupport.parkNanos(pause.toNanos());
            while (!over && !mayGoOn.getAsBoolean()) {
                LockSupport.parkNanos(MOMENT.toNanos());
            }
        }
    }

    private void say(String content) {
        boolean said = isSaid(content);
        if (!said) {
            retried.incrementAndGet();
        }
        for (long end = System.nanoTime() + PATIENCE.toNanos(); !said && System.nanoTime() < end; ) {
            LockSupport.parkNanos(AGAIN.toNanos());
            said = isSaid(content);
        }
        if (!said) {
            chronicle.fault(content + " could not be said in " + PATIENCE);
        }
    }

    private boolean isSaid(String content) {
        try {
            JsonObject reply = member.say(content)
                    .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .join();
            JsonObject data = reply.getJsonObject("data");
            if (reply.getString("event").equals("ack")) {
                chronicle.acked(content, Place.of(data.getString("eventId")));
                return true;
            }
            refusals.add(data.getString("code"));
            return false;
        } catch (CompletionException e) {
            if (e.getCause() instanceof TimeoutException) {
                chronicle.fault(content + " was not answered in " + PATIENCE);
            }
            return false;
        }
    }
}
