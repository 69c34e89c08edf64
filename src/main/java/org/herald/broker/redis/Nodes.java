package org.herald.broker.redis;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.herald.broker.BrokerListener;
import org.herald.hub.ConnectionId;
import org.herald.hub.RoomName;
import org.herald.hub.VolatileEvent;

/** This node among the others. Safe for use by any thread. */
final class Nodes {

    private final Lease lease;
    private final Reaper reaper;
    private final RedisConnectionQuota quota;
    private final OwnChannel own;
    private final RedisControl control;
    private final RedisDirectory directory;

    Nodes(
            Lease lease,
            Reaper reaper,
            RedisConnectionQuota quota,
            OwnChannel own,
            RedisControl control,
            RedisDirectory directory) {
        this.lease = lease;
        this.reaper = reaper;
        this.quota = quota;
        this.own = own;
        this.control = control;
        this.directory = directory;
    }

    RedisControl control() {
        return control;
    }

    RedisDirectory directory() {
        return directory;
    }

    /** @param stripe where the channels of nodes are */
    void start(Stripe stripe, BrokerListener node) {
        own.start(node);
        control.start(node);
        stripe.mailbox().post(() -> {
            stripe.add(own);
            stripe.add(control);
        });
    }

    /**
     * Completes when this node was heard by itself, knows what is revoked and counts among the living; true, unless
     * nothing was heard.
     */
    CompletionStage<Boolean> join() {
        return own.hearMyself()
                .thenCombine(control.revocations().lookout().first(), (heard, known) -> heard)
                .thenCompose(heard -> lease.begin().thenApply(begun -> {
                    reaper.start();
                    return heard;
                }));
    }

    /** Hands the event to the connection, wherever it is. */
    CompletionStage<Boolean> send(VolatileEvent event, ConnectionId to, Set<RoomName> rooms) {
        if (!lease.isOn()) {
            return CompletableFuture.failedFuture(Call.unavailable());
        }
        if (own.deliver(event, to, rooms)) {
            return CompletableFuture.completedFuture(true);
        }
        List<CompletableFuture<String>> found = lease.others().stream()
                .map(node ->
                        quota.has(node, to).thenApply(has -> has ? node : null).toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(found.toArray(CompletableFuture[]::new))
                .thenCompose(all -> found.stream()
                        .map(CompletableFuture::join)
                        .filter(node -> node != null)
                        .findFirst()
                        .map(node -> own.ask(Identity.instanceOf(node), event, to, rooms))
                        .orElse(CompletableFuture.completedFuture(false)));
    }

    /** Says goodbye: the others need not wait to see that this node is gone. */
    CompletionStage<Void> leave() {
        return lease.end();
    }

    void close() {
        lease.stop();
        reaper.close();
        control.revocations().close();
    }
}
