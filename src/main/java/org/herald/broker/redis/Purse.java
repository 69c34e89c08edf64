package org.herald.broker.redis;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * What this node knows of one user's bucket: the tokens it fetched and has not used, until when there are none, and who
 * waits for some. At most one call to Redis is under way for it.
 *
 * <p>For one thread at a time. Times are nanoseconds of a ticker.
 */
final class Purse {

    /** How long fetched tokens may be used here; later they are given back. */
    static final Duration HOLD = Duration.ofSeconds(1);

    private final Deque<CompletableFuture<Duration>> waiting = new ArrayDeque<>();

    private long held;

    /** Only of use while tokens are held. */
    private long heldUntil;

    private boolean refused;

    /** Only of use while refused. */
    private long refusedUntil;

    /** How many tokens are being asked for; 0: none. */
    private long asked;

    /**
     * A call to Redis that is to be made now.
     *
     * @param count how many tokens to fetch, 1 or more
     * @param back how many were fetched before, and not used in time
     */
    record Ask(long count, long back) {}

    /**
     * What Redis answers.
     *
     * @param count how many tokens it gave
     * @param delay where those are fewer than were asked for: after how many nanoseconds there is one
     */
    record Grant(long count, long delay) {}

    /**
     * What is to be done outside.
     *
     * @param served may go on
     * @param turnedAway have to wait
     * @param delay for how long
     * @param next a call to be made, or null
     */
    record Settlement(
            List<CompletableFuture<Duration>> served,
            List<CompletableFuture<Duration>> turnedAway,
            Duration delay,
            Ask next) {}

    /**
     * Takes a token, now or later.
     *
     * @param answer is new: completed at once where that is possible
     * @param expected how many are wanted right after this one, this one included
     * @param batch how many to fetch at least
     * @return a call that is to be made, or null
     */
    Ask take(CompletableFuture<Duration> answer, long now, long expected, long batch) {
        if (waiting.isEmpty() && holds(now)) {
            held--;
            answer.complete(Duration.ZERO);
            return held < batch / 2 && asked == 0 && !isRefused(now) ? ask(now, batch) : null;
        }
        if (waiting.isEmpty() && isRefused(now)) {
            answer.complete(millis(refusedUntil - now));
            return null;
        }
        waiting.add(answer);
        return asked > 0 ? null : ask(now, Math.max(batch, expected));
    }

    /** Redis has answered. */
    Settlement settle(Grant grant, long now, long batch) {
        held = (holds(now) ? held : 0) + grant.count();
        heldUntil = now + HOLD.toNanos();
        refused = grant.count() < asked;
        refusedUntil = now + grant.delay();
        asked = 0;
        List<CompletableFuture<Duration>> served = new ArrayList<>();
        while (held > 0 && !waiting.isEmpty()) {
            held--;
            served.add(waiting.remove());
        }
        List<CompletableFuture<Duration>> turnedAway = refused ? takeWaiting() : List.of();
        Ask next = waiting.isEmpty() ? null : ask(now, Math.max(batch, waiting.size()));
        return new Settlement(served, turnedAway, millis(grant.delay()), next);
    }

    /** Redis did not answer: returns those who waited for it. */
    List<CompletableFuture<Duration>> abandon() {
        asked = 0;
        return takeWaiting();
    }

    /** Whether there is nothing to remember. */
    boolean isIdle(long now) {
        return asked == 0 && waiting.isEmpty() && !holds(now) && !isRefused(now);
    }

    private Ask ask(long now, long count) {
        long back = 0;
        if (!holds(now)) {
            back = held;
            held = 0;
        }
        asked = count;
        return new Ask(count, back);
    }

    private List<CompletableFuture<Duration>> takeWaiting() {
        List<CompletableFuture<Duration>> all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }

    private boolean holds(long now) {
        return held > 0 && now - heldUntil < 0;
    }

    private boolean isRefused(long now) {
        return refused && now - refusedUntil < 0;
    }

    private static Duration millis(long nanos) {
        return Duration.ofMillis(Math.max(1, (nanos + 999_999) / 1_000_000));
    }
}
