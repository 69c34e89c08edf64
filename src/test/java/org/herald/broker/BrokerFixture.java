package org.herald.broker;

import java.time.Duration;

/** One store for one test, empty at first. */
public interface BrokerFixture {

    /** The same one every time; the test starts it. */
    Broker broker();

    /**
     * Lets time go by, for the store and for its timers. A store that goes by a time of its own, and cannot be told
     * another, gives the test up with {@link org.opentest4j.TestAbortedException}.
     */
    void advance(Duration time);

    /** The store's time, Unix milliseconds. */
    long now();

    /** Closes the broker, if the test has not, and lets go of everything else. */
    void close();
}
