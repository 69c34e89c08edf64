package org.herald.broker.redis;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.herald.hub.Timers;
import redis.clients.jedis.Protocol.Command;

/**
 * Takes out what dead nodes left: one survivor claims a dead node and goes through its registers. Should that one die
 * meanwhile, its claim ends and another one goes on. All steps may be repeated.
 */
final class Reaper {

    private static final int AT_ONCE = 500;
    private static final Duration MOMENT = Duration.ofMillis(250);
    private static final Duration SELDOM = Duration.ofSeconds(2);

    private final Store store;
    private final PresenceStore presence;
    private final RedisConnectionQuota quota;
    private final Lease lease;
    private final Timers timers;
    private final Reports reports;
    private volatile boolean closed;

    Reaper(Store store, RedisConnectionQuota quota, Lease lease, Timers timers, Reports reports) {
        this.store = store;
        this.presence = new PresenceStore(store);
        this.quota = quota;
        this.lease = lease;
        this.timers = timers;
        this.reports = reports;
    }

    void start() {
        Duration often = lease.length().dividedBy(6);
        timers.after(often.compareTo(SELDOM) > 0 ? SELDOM : often, () -> {
            if (!closed) {
                look();
                start();
            }
        });
    }

    void close() {
        closed = true;
    }

    private void look() {
        if (!lease.isSteady()) {
            return;
        }
        lease.claim().thenAccept(dead -> {
            if (dead != null) {
                reports.note("node " + dead + " is gone: taking out what it left");
                takeOut(dead);
            }
        });
    }

    /** One round; as many follow as it takes. A failure leaves the rest to whoever claims next. */
    private void takeOut(String dead) {
        if (closed) {
            return;
        }
        presence.some(dead, AT_ONCE)
                .thenCombine(quota.some(dead, AT_ONCE), (places, holdings) -> round(dead, places, holdings))
                .thenCompose(round -> round)
                .thenAccept(round -> {
                    if (round.found == 0) {
                        bury(dead);
                    } else if (round.taken > 0) {
                        takeOut(dead);
                    } else {
                        timers.after(MOMENT, () -> takeOut(dead));
                    }
                });
    }

    /**
     * @param found how much there was
     * @param taken how much of that is gone
     */
    private record Round(int found, int taken) {}

    private CompletionStage<Round> round(String dead, List<Place> places, List<RedisConnectionQuota.Holding> holdings) {
        List<CompletableFuture<Boolean>> all = Stream.concat(
                        places.stream().map(place -> takeOut(dead, place)),
                        holdings.stream()
                                .map(holding -> quota.takeOut(holding, dead).thenApply(done -> true)))
                .map(CompletionStage::toCompletableFuture)
                .toList();
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
                .thenApply(done -> new Round(all.size(), (int)
                        all.stream().filter(CompletableFuture::join).count()));
    }

    /** @return false for a user whose grace still runs, and who has to be looked at again */
    private CompletionStage<Boolean> takeOut(String dead, Place place) {
        return presence.say(PresenceStore.Statement.gone(place, dead)).thenCompose(outcome -> {
            if (outcome > 0) {
                return CompletableFuture.completedFuture(false);
            }
            return presence.note(place, dead, "gone")
                    .thenCompose(done -> presence.unregister(place, dead))
                    .thenApply(done -> true);
        });
    }

    private void bury(String dead) {
        byte[][] leases = store.keys().leases();
        byte[] name = Call.bytes(dead);
        store.node("nodes", Call::nothing, Command.ZREM, leases[0], name);
        store.node("nodes", Call::nothing, Command.ZREM, leases[1], name);
    }
}
