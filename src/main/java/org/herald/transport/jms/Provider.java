package org.herald.transport.jms;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** The JMS of the server. Each call is one transaction, and may block; for any number of threads. */
interface Provider {

    /** JMS did not do what was asked for; another attempt may succeed. */
    final class Trouble extends Exception {
        private static final long serialVersionUID = 1;

        Trouble(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * Takes the first that waits in the queue. When {@code taker} returns, that is gone from the queue; when it throws, it
     * stays there, and comes again. It is one at a time, so that nothing comes again because of another.
     *
     * @param patience how long to wait for it
     * @param taker is called once, or not at all
     * @throws Trouble when JMS cannot do it, or the taker threw
     */
    void take(String queue, Duration patience, Consumer<Letter> taker) throws Trouble;

    /**
     * Sends all of them, in their order, or none.
     *
     * @throws Trouble when JMS cannot do it; it may have been done all the same
     */
    void send(String topic, List<Notice> notices) throws Trouble;
}
