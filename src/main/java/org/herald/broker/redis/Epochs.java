package org.herald.broker.redis;

import java.security.SecureRandom;

/** Names for numberings that begin now: by chance, so that none comes twice. Safe for use by any thread. */
final class Epochs {

    /** 36^10. */
    private static final long COUNT = 3_656_158_440_062_976L;

    private final SecureRandom random = new SecureRandom();

    String next() {
        return Long.toString(COUNT + random.nextLong(COUNT), Character.MAX_RADIX)
                .substring(1);
    }
}
