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
    private final Control control;

    Nodes(Lease lease, Reaper reaper, RedisConnectionQuota quota, Control control) {
        this.lease = lease;
        this.reaper = reaper;
        this.quota = quota;
        this.control = control;
    }

    /** @param stripe where the channel of this node is */
    void start(Stripe stripe, BrokerListener node) {
        control.start(node);
        stripe.mailbox().post(() -> stripe.add(control));
    }

    /** Completes when this node was heard by itself and counts among the living; true, unless nothing was heard. */
    CompletionStage<Boolean> join() {
        return control.hearMyself()
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
        if (control.deliver(event, to, rooms)) {
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
                        .map(node -> control.ask(Identity.instanceOf(node), event, to, rooms))
                        .orElse(CompletableFuture.completedFuture(false)));
    }

    /** Says goodbye: the others need not wait to see that this node is gone. */
    CompletionStage<Void> leave() {
        return lease.end();
    }

    void close() {
        lease.stop();
        reaper.close();
    }
}
