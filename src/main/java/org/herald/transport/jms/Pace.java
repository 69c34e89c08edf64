package org.herald.transport.jms;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * How one thread of the bridge goes on after trouble: it waits, longer each time, and the log has a line when trouble begins
 * and one when it is over. For one thread, but for {@link #stop}.
 */
final class Pace {

    private static final Logger LOG = System.getLogger("org.herald.jms");
    private static final Duration FIRST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final String what;
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** Null while there is no trouble. */
    private Duration next;

    /** @param what is done, for the log */
    Pace(String what) {
        this.what = what;
    }

    boolean isStopped() {
        return stopped.getCount() == 0;
    }

    /** From any thread. */
    void stop() {
        stopped.countDown();
    }

    /** It went well. */
    void well() {
        if (next != null) {
            LOG.log(Level.INFO, what + " works again");
            next = null;
        }
    }

    /** It did not: waits before the next attempt. */
    void trouble(Provider.Trouble trouble) {
        if (next == null) {
            LOG.log(Level.WARNING, what + " does not work now, and is tried until it does: " + trouble.getMessage());
            LOG.log(Level.DEBUG, what, trouble);
        }
        pauseLonger();
    }

    /** What nobody has thought of went wrong: waits before the next attempt. */
    void fault(Throwable fault) {
        LOG.log(Level.ERROR, "fault in " + what + ", which is tried again", fault);
        pauseLonger();
    }

    private void pauseLonger() {
        next = next == null ? FIRST : next;
        pause(next);
        next = next.multipliedBy(2).compareTo(LONGEST) < 0 ? next.multipliedBy(2) : LONGEST;
    }

    /** Waits, but not beyond the stop. */
    void pause(Duration time) {
        try {
            if (stopped.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop();
        }
    }
}
