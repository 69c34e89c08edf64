package org.herald.transport.websocket;

import java.util.function.Consumer;

/**
 * How a call ends, told when the call has returned and not before: a container may know it while it holds locks of its
 * own, and whoever is told may want others of them. Safe for use by any thread.
 */
final class Outcome implements Consumer<Throwable> {

    private final Consumer<Throwable> done;

    /** Guarded by {@code this}, as the rest. */
    private boolean known;

    private boolean returned;
    private Throwable failure;

    /** @param done is called once, when the outcome is known and the call has returned */
    Outcome(Consumer<Throwable> done) {
        this.done = done;
    }

    /** That is how it ended; the first counts. @param why it failed, or null */
    @Override
    public void accept(Throwable why) {
        synchronized (this) {
            if (known) {
                return;
            }
            known = true;
            failure = why;
            if (!returned) {
                return;
            }
        }
        done.accept(why);
    }

    /** The call is over, and no lock of it is held any more. To be called once. */
    void callReturned() {
        Throwable why;
        synchronized (this) {
            returned = true;
            if (!known) {
                return;
            }
            why = failure;
        }
        done.accept(why);
    }
}
