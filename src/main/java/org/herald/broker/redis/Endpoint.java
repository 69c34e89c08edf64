package org.herald.broker.redis;

import java.time.Duration;

/** Where Redis is. Safe for use by any thread. */
interface Endpoint {

    /**
     * Connects to where writing is possible now and logs in; fails as Jedis does.
     *
     * @param silence after how long without an expected answer the connection fails
     */
    Wire open(Duration silence);
}
