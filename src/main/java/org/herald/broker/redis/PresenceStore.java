package org.herald.broker.redis;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.herald.broker.Presence;
import org.herald.hub.ConnectionId;
import org.herald.hub.RoomName;
import org.herald.hub.Status;
import org.herald.hub.UserId;
import org.herald.hub.VolatileEvent;
import redis.clients.jedis.Protocol.Command;

/** How presence is kept in Redis: every node says for itself which connections it has. */
record PresenceStore(Store store) {

    /** How long something is kept that nobody says again: three times as long as it takes to say everything again. */
    static final long DAY = 86_400_000;

    /** The user has connections there, on whatever node. */
    static final long HERE = -1;

    /** The same, but the grace had been over before, and the user counts as having left and come again. */
    static final long ANEW = -2;

    /** The user has left. */
    static final long GONE = -3;

    /**
     * What one node says of one user in one room.
     *
     * @param node the name under which it says so
     * @param replaces what the names begin with under which it said something before
     * @param connections all that it has, with blanks between them
     * @param announce "1", "0" or "", as it was said before
     * @param except the connection that need not be told that the user came, or null
     */
    record Statement(
            Place place,
            String node,
            String replaces,
            String connections,
            long graceMillis,
            String announce,
            ConnectionId except) {

        /** That a node has nothing there any more. */
        static Statement gone(Place place, String node) {
            return new Statement(place, node, node + '=', "", 0, "", null);
        }
    }

    /** @return {@link #HERE}, {@link #ANEW}, {@link #GONE}, or how many milliseconds of grace are left */
    CompletionStage<Long> say(Statement statement) {
        Place place = statement.place;
        VolatileEvent joined = VolatileEvent.in(place.room(), new VolatileEvent.UserJoined(place.user()))
                .butNotTo(statement.except);
        VolatileEvent left = VolatileEvent.in(place.room(), new VolatileEvent.UserLeft(place.user()));
        return store.presence(
                place.room(),
                Script.STAY,
                PresenceStore::outcome,
                store.keys().channel(place.room()),
                place.user(),
                statement.node,
                statement.connections,
                statement.graceMillis,
                statement.announce,
                VolatileCodec.encode(joined),
                VolatileCodec.encode(left),
                statement.replaces);
    }

    /** @param state {@code here}, {@code away} or {@code gone} */
    CompletionStage<Void> note(Place place, String node, String state) {
        return store.user(
                place.user(),
                Script.WHERE,
                Call::nothing,
                store.keys().whereabouts(place.user()),
                node,
                place.room(),
                state);
    }

    /** Whoever takes care when the node dies looks here. */
    CompletionStage<Void> register(Place place, String node) {
        byte[] registry = store.keys().staysOf(node);
        CompletionStage<Void> added = store.node(node, Call::nothing, Command.SADD, registry, place.toBytes());
        return store.node(node, Call::nothing, Command.PEXPIRE, registry, Call.bytes(DAY))
                .thenCombine(added, (kept, done) -> null);
    }

    CompletionStage<Void> unregister(Place place, String node) {
        return store.node(node, Call::nothing, Command.SREM, store.keys().staysOf(node), place.toBytes());
    }

    /** Some of the places that a node registered; none when there are none. */
    CompletionStage<List<Place>> some(String node, int count) {
        return store.node(
                node,
                raw -> Raw.texts(raw).stream().map(Place::parse).toList(),
                Command.SRANDMEMBER,
                store.keys().staysOf(node),
                Call.bytes(count));
    }

    CompletionStage<Presence.Members> members(RoomName room, int limit) {
        return store.presence(room, Script.MEMBERS, raw -> (List<?>) Raw.list(raw), limit + 1L)
                .thenCompose(raw -> withStatuses(raw, limit));
    }

    CompletionStage<Integer> count(RoomName room) {
        byte[] order = store.keys().presence(room)[1];
        return store.room(room, raw -> (int) Raw.number(raw), Command.ZCARD, order);
    }

    private CompletionStage<Presence.Members> withStatuses(List<?> raw, int limit) {
        int found = raw.size() / 3;
        List<CompletableFuture<Presence.Entry>> entries = IntStream.range(0, Math.min(found, limit))
                .mapToObj(i -> entry(raw.subList(i * 3, i * 3 + 3)).toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(entries.toArray(CompletableFuture[]::new))
                .thenApply(all -> new Presence.Members(
                        entries.stream().map(CompletableFuture::join).collect(Collectors.toUnmodifiableList()),
                        found > limit));
    }

    private CompletionStage<Presence.Entry> entry(List<?> raw) {
        UserId user = new UserId(Raw.text(raw.get(0)));
        long since = Raw.number(raw.get(1));
        int connections = (int) Raw.number(raw.get(2));
        return store.user(
                user,
                reply -> new Presence.Entry(user, connections, status(Raw.bytes(reply)), since),
                Command.GET,
                store.keys().status(user));
    }

    private static Status status(byte[] kept) {
        return kept == null ? Status.ONLINE : VolatileCodec.readStatus(new Unpacker(kept));
    }

    private static long outcome(Object raw) {
        String text = Raw.text(raw);
        return switch (text) {
            case "here" -> HERE;
            case "anew" -> ANEW;
            case "gone" -> GONE;
            default -> Raw.number(raw);
        };
    }
}
