package org.herald.broker.redis;

import java.util.concurrent.atomic.AtomicInteger;
import org.herald.it.kit.RedisProcess;

/** One Redis for all tests that do no harm to it; each has a prefix of its own. */
final class SharedRedis {

    private static final AtomicInteger PREFIXES = new AtomicInteger();
    private static RedisProcess process;

    private SharedRedis() {}

    static synchronized RedisProcess get() {
        if (process == null) {
            process = new RedisProcess();
        }
        return process;
    }

    static String newPrefix() {
        return "test" + PREFIXES.incrementAndGet();
    }
}
