package org.herald.broker.redis;

/** The way to Redis, from start to close. */
interface Connections extends Requests {

    /** Begins to connect; returns at once. */
    void start();

    /** Whether every connection stands. */
    boolean isUp();

    void close();
}
