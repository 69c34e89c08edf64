package org.herald.broker.redis;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.herald.broker.Memberships;
import org.herald.hub.RoomName;
import org.herald.hub.UserId;
import redis.clients.jedis.Protocol.Command;

/** For good, here, means until the user was not seen for more than a year. */
final class RedisMemberships implements Memberships {

    private static final long LIFETIME = Duration.ofDays(400).toMillis();

    private final Store store;

    RedisMemberships(Store store) {
        this.store = store;
    }

    @Override
    public CompletionStage<Boolean> add(UserId user, RoomName room, int max) {
        return store.user(user, Script.BELONG, Raw::flag, new byte[][] {key(user)}, room, max, LIFETIME);
    }

    @Override
    public CompletionStage<Void> remove(UserId user, RoomName room) {
        return store.user(user, Call::nothing, Command.SREM, key(user), Call.bytes(room));
    }

    @Override
    public CompletionStage<Set<RoomName>> of(UserId user) {
        store.user(user, Call::nothing, Command.PEXPIRE, key(user), Call.bytes(LIFETIME));
        return store.user(
                user,
                raw -> Raw.texts(raw).stream().map(RoomName::new).collect(Collectors.toSet()),
                Command.SMEMBERS,
                key(user));
    }

    private byte[] key(UserId user) {
        return store.keys().memberships(user);
    }
}
