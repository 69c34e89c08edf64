package org.herald.broker.redis;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.herald.broker.ConnectionQuota;
import org.herald.hub.ConnectionId;
import org.herald.hub.Timers;
import org.herald.hub.UserId;
import redis.clients.jedis.Protocol.Command;

/**
 * How many connections each user holds over all nodes. As with presence, this node keeps what it holds itself, and a
 * place is registered for the node before it is taken; so this is also where to look for the node of a connection.
 */
final class RedisConnectionQuota implements ConnectionQuota {

    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final Store store;
    private final Identity identity;
    private final Timers timers;
    private final Map<ConnectionId, UserId> held = new ConcurrentHashMap<>();
    private volatile boolean closed;

    RedisConnectionQuota(Store store, Identity identity, Timers timers) {
        this.store = store;
        this.identity = identity;
        this.timers = timers;
    }

    @Override
    public CompletionStage<Boolean> acquire(UserId user, ConnectionId connection, int max) {
        UserId before = held.putIfAbsent(connection, user);
        return take(user, connection, max).whenComplete((taken, failure) -> {
            if (before == null && !Boolean.TRUE.equals(taken)) {
                release(user, connection);
            }
        });
    }

    @Override
    public CompletionStage<Void> release(UserId user, ConnectionId connection) {
        held.remove(connection);
        return giveBack(user, connection, identity.current());
    }

    /** Takes everything again, for what it is worth: Redis forgot it, or it counts under a new name from now on. */
    void takeAgain() {
        held.forEach(this::takeAgain);
    }

    /** On which of the nodes the connection is: whether it is on this one. */
    CompletionStage<Boolean> has(String node, ConnectionId connection) {
        return store.node(node, Raw::flag, Command.HEXISTS, store.keys().connectionsOf(node), Call.bytes(connection));
    }

    /** Some of the connections that a node registered, with their users. */
    CompletionStage<List<Holding>> some(String node, int count) {
        return store.node(
                node,
                raw -> Holding.list(Raw.texts(raw)),
                Command.HRANDFIELD,
                store.keys().connectionsOf(node),
                Call.bytes(count),
                Call.bytes("WITHVALUES"));
    }

    /** Takes from a dead node what it held. */
    CompletionStage<Void> takeOut(Holding holding, String node) {
        return store.user(holding.user, Script.RELEASE, Call::nothing, keys(holding.user), holding.connection, node)
                .thenCompose(done -> unregister(holding.connection, node));
    }

    void close() {
        closed = true;
    }

    /** A connection and whose it is. */
    record Holding(ConnectionId connection, UserId user) {

        static List<Holding> list(List<String> texts) {
            return IntStream.range(0, texts.size() / 2)
                    .mapToObj(i -> new Holding(new ConnectionId(texts.get(2 * i)), new UserId(texts.get(2 * i + 1))))
                    .toList();
        }
    }

    private CompletionStage<Boolean> take(UserId user, ConnectionId connection, int max) {
        String node = identity.current();
        byte[] registry = store.keys().connectionsOf(node);
        return store.node(node, Call::nothing, Command.HSET, registry, Call.bytes(connection), Call.bytes(user))
                .thenCompose(done -> {
                    store.node(node, Call::nothing, Command.PEXPIRE, registry, Call.bytes(PresenceStore.DAY));
                    return store.user(user, Script.ACQUIRE, Raw::flag, keys(user), connection, node, max);
                });
    }

    private CompletionStage<Void> giveBack(UserId user, ConnectionId connection, String node) {
        return store.user(user, Call::nothing, Command.HDEL, store.keys().connections(user), Call.bytes(connection))
                .thenCompose(done -> unregister(connection, node))
                .whenComplete((done, failure) -> {
                    if (failure != null && !closed) {
                        timers.after(AGAIN, () -> giveBackAgain(user, connection, node));
                    }
                });
    }

    private void giveBackAgain(UserId user, ConnectionId connection, String node) {
        if (!closed && !held.containsKey(connection)) {
            giveBack(user, connection, node);
        }
    }

    private void takeAgain(ConnectionId connection, UserId user) {
        if (closed || !user.equals(held.get(connection))) {
            return;
        }
        take(user, connection, Integer.MAX_VALUE).whenComplete((taken, failure) -> {
            if (failure != null) {
                timers.after(AGAIN, () -> takeAgain(connection, user));
            } else if (!held.containsKey(connection)) {
                giveBack(user, connection, identity.current());
            }
        });
    }

    private CompletionStage<Void> unregister(ConnectionId connection, String node) {
        return store.node(node, Call::nothing, Command.HDEL, store.keys().connectionsOf(node), Call.bytes(connection));
    }

    private byte[][] keys(UserId user) {
        return new byte[][] {store.keys().connections(user)};
    }
}
