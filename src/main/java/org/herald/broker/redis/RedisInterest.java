package org.herald.broker.redis;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.herald.hub.Interest;
import org.herald.hub.RoomName;

/** The rooms this node hears of: a {@link Feed} each, on the stripe of the room. */
final class RedisInterest implements Interest {

    private final Stripes stripes;

    RedisInterest(Stripes stripes) {
        this.stripes = stripes;
    }

    @Override
    public CompletionStage<Void> subscribe(RoomName room) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Stripe stripe = stripes.of(room);
        post(stripe, done, () -> {
            Topic known = stripes.topic(room);
            if (known instanceof Feed feed) {
                feed.whenLive(done);
            } else {
                open(stripe, stripes.feed(room), done);
            }
        });
        return done;
    }

    @Override
    public CompletionStage<Void> unsubscribe(RoomName room) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        post(stripes.of(room), done, () -> {
            Topic known = stripes.topic(room);
            if (known != null) {
                stripes.of(room).remove(known);
            }
            done.complete(null);
        });
        return done;
    }

    private static void open(Stripe stripe, Feed feed, CompletableFuture<Void> done) {
        if (stripe.reaches(feed.channel())) {
            feed.whenLive(done);
            stripe.add(feed);
        } else {
            done.completeExceptionally(Call.unavailable());
        }
    }

    private static void post(Stripe stripe, CompletableFuture<Void> done, Runnable task) {
        if (!stripe.mailbox().post(task)) {
            done.completeExceptionally(Call.unavailable());
        }
    }
}
