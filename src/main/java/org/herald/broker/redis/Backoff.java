package org.herald.broker.redis;

import java.util.concurrent.ThreadLocalRandom;

/** How long to wait before the next attempt: longer each time, and each time somewhat by chance. For one thread. */
final class Backoff {

    private static final long FIRST_MILLIS = 50;
    private static final long MOST_MILLIS = 2000;

    private long next = FIRST_MILLIS;

    long nextMillis() {
        long now = next;
        next = Math.min(MOST_MILLIS, next * 2);
        return ThreadLocalRandom.current().nextLong(now / 2, now + 1);
    }

    void reset() {
        next = FIRST_MILLIS;
    }
}
