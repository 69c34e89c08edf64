package org.herald.broker.redis;

import java.time.Clock;
import java.time.Duration;
import org.herald.broker.BrokerListener;
import org.herald.hub.HubListener;
import org.herald.hub.Timers;

/**
 * What the feeds of a stripe share.
 *
 * @param node what they deliver to
 */
record FeedParts(Stripe stripe, RedisRoomLog log, BrokerListener node, Keys keys, Metering metering) {

    /** A moment that is long for a message on its way and short for a person. */
    private static final Duration MOMENT = Duration.ofMillis(250);

    /** What measures and reports. */
    record Metering(HubListener listener, Reports reports, Clock clock, Timers timers) {}

    /** Runs it on the thread of the stripe. */
    void post(Runnable task) {
        stripe.mailbox().post(task);
    }

    /** The same, in a moment. */
    void later(Runnable task) {
        metering.timers().after(MOMENT, () -> post(task));
    }

    void drop(Feed feed) {
        stripe.remove(feed);
    }

    HubListener listener() {
        return metering.listener();
    }

    Reports reports() {
        return metering.reports();
    }

    Duration since(long ts) {
        return Duration.ofMillis(Math.max(0, metering.clock().millis() - ts));
    }
}
