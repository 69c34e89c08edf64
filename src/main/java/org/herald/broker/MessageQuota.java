package org.herald.broker;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.herald.config.Rate;
import org.herald.hub.UserId;

/**
 * How many messages each user may publish, over all nodes and doors: a token bucket that holds {@code count} tokens, all of
 * them at first, and gains them back evenly over the period.
 */
public interface MessageQuota {

    /**
     * Takes one of the user's tokens if there is one.
     *
     * @param rate the same in every call
     * @param expected how many messages of the user the caller is about to ask for, this one included, 1 or more; a store
     *     may fetch so many at once
     * @return zero when it was taken; otherwise how long until there is one, in whole milliseconds rounded up
     */
    CompletionStage<Duration> take(UserId user, Rate rate, int expected);
}
