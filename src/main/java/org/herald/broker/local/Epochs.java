package org.herald.broker.local;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Names the numberings of rooms. A room whose numbers were used and forgotten gets another epoch when it comes back, so
 * that an old position never fits new numbers; so do all rooms after a restart.
 */
final class Epochs {

    private static final int RADIX = Character.MAX_RADIX;

    /** 36^8: as many brokers may have been before with little chance of the same name. */
    private static final long BASES = 2_821_109_907_456L;

    private final String base =
            Long.toString(BASES + new SecureRandom().nextLong(BASES), RADIX).substring(1);

    private final AtomicLong generation = new AtomicLong();

    /** The epoch of a room that comes into being now. */
    String current() {
        return base + Long.toString(generation.get(), RADIX);
    }

    /** Never gives out {@code epoch} again. */
    void retire(String epoch) {
        long now = generation.get();
        if (epoch.equals(base + Long.toString(now, RADIX))) {
            generation.compareAndSet(now, now + 1);
        }
    }
}
