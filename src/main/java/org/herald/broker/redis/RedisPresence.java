package org.herald.broker.redis;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.herald.broker.Presence;
import org.herald.hub.ConnectionId;
import org.herald.hub.RoomName;
import org.herald.hub.Status;
import org.herald.hub.Timers;
import org.herald.hub.UserId;

/**
 * Who is where, over all nodes. This node keeps what it has itself, says it to Redis, and says it again where that
 * failed or Redis forgot. A place is registered for the node before anything is said of it, and until nothing is left
 * to do: so whoever finds the node dead knows where to look.
 */
final class RedisPresence implements Presence {

    private static final CompletionStage<Void> NOTHING = CompletableFuture.completedFuture(null);
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final PresenceStore redis;
    private final Store store;
    private final Identity identity;
    private final Timers timers;
    private final Map<Place, Stay> stays = new ConcurrentHashMap<>();
    private volatile boolean closed;

    RedisPresence(Store store, Identity identity, Timers timers) {
        this.redis = new PresenceStore(store);
        this.store = store;
        this.identity = identity;
        this.timers = timers;
    }

    @Override
    public CompletionStage<Void> enter(RoomName room, UserId user, ConnectionId connection, boolean announce) {
        return step(new Place(room, user), stay -> {
            stay.enter(connection, announce);
            return tell(stay, connection).whenComplete((told, failure) -> {
                if (failure != null) {
                    stay.exit(connection, 0, announce);
                }
            });
        });
    }

    @Override
    public CompletionStage<Void> exit(
            RoomName room, UserId user, ConnectionId connection, Duration grace, boolean announce) {
        return step(new Place(room, user), stay -> {
            stay.exit(connection, grace.toMillis(), announce);
            return tell(stay, null);
        });
    }

    @Override
    public CompletionStage<Members> members(RoomName room, int limit) {
        return redis.members(room, limit);
    }

    @Override
    public CompletionStage<Integer> count(RoomName room) {
        return redis.count(room);
    }

    @Override
    public CompletionStage<Set<RoomName>> status(UserId user, Status status) {
        Packer packer = new Packer();
        VolatileCodec.write(status, packer);
        return store.user(
                user,
                Script.STATUS,
                raw -> Raw.texts(raw).stream().map(RoomName::new).collect(Collectors.toSet()),
                store.keys().whereabouts(user),
                packer.toBytes());
    }

    /** Says everything again: Redis forgot it, or it counts under a new name from now on. */
    void sayAgain() {
        stays.values().forEach(Stay::doubt);
        stays.keySet().forEach(this::sayAgain);
    }

    /** How many places take memory. */
    int size() {
        return stays.size();
    }

    void close() {
        closed = true;
    }

    private void sayAgain(Place place) {
        if (!closed && stays.containsKey(place)) {
            step(place, stay -> tell(stay, null));
        }
    }

    private interface Step {
        CompletionStage<Void> go(Stay stay);
    }

    /** Does something about a place when all that was asked before is over. */
    private CompletionStage<Void> step(Place place, Step step) {
        if (closed) {
            return CompletableFuture.failedFuture(Call.unavailable());
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        Stay stay = stays.compute(place, (key, known) -> {
            Stay used = known == null ? new Stay(place) : known;
            used.begin();
            return used;
        });
        stay.then(() -> step.go(stay)).whenComplete((told, failure) -> {
            stays.computeIfPresent(place, (key, known) -> known == stay && stay.isOver() ? null : known);
            if (failure == null) {
                done.complete(null);
            } else {
                done.completeExceptionally(failure);
                again(place, AGAIN);
            }
        });
        return done;
    }

    private void again(Place place, Duration after) {
        if (!closed) {
            timers.after(after, () -> sayAgain(place));
        }
    }

    private CompletionStage<Void> tell(Stay stay, ConnectionId except) {
        String node = identity.current();
        Stay.Told before = stay.told();
        if (!stay.isHere() && before.node() == null) {
            return NOTHING;
        }
        CompletionStage<Void> registered = before.isSure(node)
                ? NOTHING
                : redis.register(stay.place(), node)
                        .thenRun(() -> stay.told(new Stay.Told(node, before.state(), false)));
        return registered
                .thenCompose(done -> redis.say(stay.statement(node, identity.allLives(), except)))
                .thenCompose(outcome -> settle(stay, before, node, outcome));
    }

    private CompletionStage<Void> settle(Stay stay, Stay.Told before, String node, long outcome) {
        boolean here = stay.isHere();
        boolean away = !here && outcome > 0;
        if (away) {
            again(stay.place(), Duration.ofMillis(outcome));
        }
        String state = here ? "here" : away ? "away" : "gone";
        CompletionStage<Void> noted = outcome == PresenceStore.ANEW
                ? redis.note(stay.place(), node, "gone").thenCompose(done -> redis.note(stay.place(), node, state))
                : note(stay, before, node, state);
        if (here || away) {
            return noted.thenRun(() -> stay.told(new Stay.Told(node, state, true)));
        }
        return noted.thenCompose(done -> redis.unregister(stay.place(), node))
                .thenRun(() -> stay.told(Stay.Told.NOTHING));
    }

    private CompletionStage<Void> note(Stay stay, Stay.Told before, String node, String state) {
        boolean elsewhere = before.node() != null && !node.equals(before.node());
        CompletionStage<Void> old = elsewhere ? redis.note(stay.place(), before.node(), "gone") : NOTHING;
        boolean known = before.isSure(node) ? state.equals(before.state()) : state.equals("gone") && !elsewhere;
        return known ? old : old.thenCompose(done -> redis.note(stay.place(), node, state));
    }
}
