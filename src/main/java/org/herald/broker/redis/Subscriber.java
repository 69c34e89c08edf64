package org.herald.broker.redis;

import java.time.Duration;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Reads what comes over the connection of a strand. One that is silent for too long, although the strand pings,
 * counts as broken; a broken one is replaced. {@link #run} is for one thread; the rest for any.
 */
final class Subscriber implements Runnable {

    /** Within this time an answer to a ping has to come. */
    private static final Duration SILENCE = Duration.ofSeconds(5);

    private final StripeParts parts;
    private final Endpoint endpoint;
    private final Mailbox mailbox;
    private final Strand strand;
    private final Backoff backoff = new Backoff();
    private volatile Wire wire;
    private volatile boolean closed;

    Subscriber(StripeParts parts, Endpoint endpoint, Mailbox mailbox, Strand strand) {
        this.parts = parts;
        this.endpoint = endpoint;
        this.mailbox = mailbox;
        this.strand = strand;
    }

    /** For the thread of the stripe. */
    Strand strand() {
        return strand;
    }

    boolean isUp() {
        return wire != null;
    }

    void close() {
        closed = true;
        parts.awakening().look();
        Wire open = wire;
        if (open != null) {
            open.cut();
        }
    }

    @Override
    public void run() {
        while (!closed) {
            long heard = parts.awakening().calls();
            try (Wire open = endpoint.open(SILENCE)) {
                heard = parts.awakening().call();
                read(open);
            } catch (JedisException e) {
                if (!closed) {
                    parts.reports().lost("a subscriber", e);
                }
            } catch (RuntimeException e) {
                parts.reports().fault(e);
            } catch (InterruptedException e) {
                return;
            }
            pause(heard);
        }
    }

    private void read(Wire open) throws InterruptedException {
        wire = open;
        mailbox.post(() -> strand.connected(open));
        try {
            while (!closed) {
                Object raw = next(open);
                mailbox.put(() -> strand.receive(raw));
            }
        } finally {
            wire = null;
            mailbox.post(strand::disconnected);
        }
    }

    /** What comes next; an error is for the strand too. */
    private Object next(Wire open) {
        try {
            Object raw = open.read();
            backoff.reset();
            return raw;
        } catch (JedisDataException e) {
            return e;
        }
    }

    private void pause(long heard) {
        try {
            parts.awakening().pause(backoff.nextMillis(), heard, () -> closed);
        } catch (InterruptedException e) {
            closed = true;
        }
    }
}
