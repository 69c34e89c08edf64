package org.herald.hub;

import java.time.Duration;

/** Runs things later. */
public interface Timers {

    /**
     * Runs {@code task} once after {@code delay}, on a thread that must not be held up.
     *
     * @return to call it off
     */
    Timer after(Duration delay, Runnable task);

    /** Something that will be run. */
    interface Timer {

        /** Calls it off; harmless when it has run or was called off. */
        void cancel();
    }
}
