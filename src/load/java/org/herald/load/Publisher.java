package org.herald.load;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Publishes at an even rate, whether or not what was published before has arrived. */
final class Publisher {

    private final List<Client> clients;
    private final String run;
    private final Options.Traffic traffic;
    private final Tally tally;
    private long published;

    /** @param clients that publish, in turn */
    Publisher(List<Client> clients, String run, Options.Traffic traffic, Tally tally) {
        this.clients = clients;
        this.run = run;
        this.traffic = traffic;
        this.tally = tally;
    }

    /** Goes on for that long. */
    void publishFor(Duration time) {
        long begin = System.nanoTime();
        long all = Math.round(time.toNanos() / 1e9 * traffic.rate());
        for (long i = 0; i < all; i++) {
            long due = begin + Math.round(i * 1e9 / traffic.rate());
            sleepUntil(due);
            publish(due);
        }
        sleepUntil(begin + time.toNanos());
    }

    private void publish(long due) {
        Client client = clients.get((int) (published++ % clients.size()));
        if (!client.isOpen()) {
            tally.add(Count.UNSENT, 1);
            return;
        }
        client.publish(new Stamp(run, due), traffic.size());
        if (tally.isMeasured(due)) {
            tally.add(Count.PUBLISHED, 1);
        }
    }

    private static void sleepUntil(long nanoTime) {
        for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
            LockSupport.parkNanos(Math.min(left, TimeUnit.SECONDS.toNanos(1)));
        }
    }
}
