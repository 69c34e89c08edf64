package org.herald.broker.redis;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Reads what comes over the connection of a stripe. One that is silent for too long, although the stripe pings,
 * counts as broken; a broken one is replaced. {@link #run} is for one thread; the rest for any.
 */
final class Subscriber implements Runnable {

    /** Within this time an answer to a ping has to come. */
    private static final Duration SILENCE = Duration.ofSeconds(5);

    private final StripeParts parts;
    private final Stripe stripe;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Backoff backoff = new Backoff();
    private volatile Wire wire;

    Subscriber(StripeParts parts, Stripe stripe) {
        this.parts = parts;
        this.stripe = stripe;
    }

    boolean isUp() {
        return wire != null;
    }

    void close() {
        closed.countDown();
        Wire open = wire;
        if (open != null) {
            open.cut();
        }
    }

    @Override
    public void run() {
        while (closed.getCount() > 0) {
            try (Wire open = parts.endpoint().open(SILENCE)) {
                read(open);
            } catch (JedisException e) {
                if (closed.getCount() > 0) {
                    parts.reports().lost("a subscriber", e);
                }
            } catch (RuntimeException e) {
                parts.reports().fault(e);
            } catch (InterruptedException e) {
                return;
            }
            pause();
        }
    }

    private void read(Wire open) throws InterruptedException {
        wire = open;
        Mailbox mailbox = stripe.mailbox();
        mailbox.post(() -> stripe.connected(open));
        try {
            while (closed.getCount() > 0) {
                Object raw = open.read();
                backoff.reset();
                mailbox.put(() -> stripe.receive(raw));
            }
        } finally {
            wire = null;
            mailbox.post(stripe::disconnected);
        }
    }

    private void pause() {
        try {
            closed.await(backoff.nextMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            closed.countDown();
        }
    }
}
