package org.herald.session;

import java.util.function.LongSupplier;
import org.herald.hub.HubListener;
import org.herald.hub.Lane;
import org.herald.hub.Timers;

/** What outboxes under test work with. */
final class TestOutbox {

    private static final Timers.Timer NEVER = () -> {};

    private TestOutbox() {}

    /** With a lane that runs on the calling thread. */
    static OutboxParts parts(LongSupplier ticker, HubListener listener) {
        return parts(ticker, listener, Runnable::run);
    }

    static OutboxParts parts(LongSupplier ticker, HubListener listener, java.util.concurrent.Executor executor) {
        Lane lane = new Lane(16, executor, (delay, task) -> NEVER, fault -> {
            throw new AssertionError(fault);
        });
        return new OutboxParts(ticker, listener, lane);
    }
}
