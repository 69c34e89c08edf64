package org.herald.broker.redis;

import java.util.concurrent.CompletionStage;

/** The way to Redis. Safe for use by any thread, none of which waits. */
interface Requests {

    /**
     * Makes a call. Calls with the same tag are made in the order in which they were asked.
     *
     * @param tag the room, user or node that the keys of the call belong to
     * @return fails with {@link org.herald.hub.Refused} of {@code unavailable} when Redis is away, overloaded or
     *     slow, and then the call may or may not have been carried out
     */
    <T> CompletionStage<T> ask(String tag, Call<T> call);
}
