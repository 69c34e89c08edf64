package org.herald.broker.redis;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.herald.broker.ControlMessage.Revocation;
import org.herald.broker.ControlMessage.RevokeToken;
import org.herald.broker.ControlMessage.RevokeUser;
import org.herald.broker.Revocations;
import org.herald.broker.RevokedTokens;
import org.herald.hub.Identity;
import org.herald.hub.UserId;

/**
 * What is revoked: in Redis for nodes to come, and in memory for those who ask. What was not heard over the channel of
 * orders is looked up.
 */
final class RedisRevocations implements Revocations {

    private static final byte[] NO_ORDER = {};

    /** Of each in the answer of Redis. */
    private static final int FIELDS = 3;

    private final Store store;
    private final Clock clock;
    private final Reports reports;
    private final Lookout lookout;
    private final RevokedTokens known = new RevokedTokens();

    /** Is told what was revoked unheard. Null before the start. */
    private volatile Consumer<Revocation> listener;

    RedisRevocations(Store store, RedisParts parts, Reports reports) {
        this.store = store;
        this.clock = parts.clock();
        this.reports = reports;
        this.lookout = new Lookout(parts.timers(), parts.ticker(), this::look);
    }

    void start(Consumer<Revocation> told) {
        listener = told;
        lookout.start();
    }

    void close() {
        lookout.close();
    }

    Lookout lookout() {
        return lookout;
    }

    @Override
    public boolean isRevoked(Identity identity) {
        return known.isRevoked(identity);
    }

    void add(Revocation revocation) {
        known.add(revocation);
    }

    /** Keeps it in Redis, and in the same step gives the order to all nodes. */
    CompletionStage<Void> keep(Revocation revocation, byte[] order) {
        if (revocation instanceof RevokeUser user) {
            return keep("u" + user.user(), user.until(), user.issuedUntil(), order);
        }
        return keep("t" + ((RevokeToken) revocation).tokenId(), revocation.until(), 0, order);
    }

    /** Redis may have forgotten: whatever is known here is there again. */
    void sayAgain() {
        known.all().forEach(revocation -> keep(revocation, NO_ORDER));
    }

    private CompletionStage<Void> keep(String subject, long until, long issuedUntil, byte[] order) {
        return store.revoked(
                Script.REVOKE,
                Call::nothing,
                subject,
                until,
                issuedUntil,
                store.keys().control(),
                order);
    }

    private CompletionStage<Void> look() {
        known.forget(clock.millis());
        return store.revoked(Script.REVOKED, this::read)
                .thenAccept(all -> all.forEach(revocation -> {
                    if (known.add(revocation)) {
                        listener.accept(revocation);
                    }
                }));
    }

    private List<Revocation> read(Object raw) {
        List<?> fields = Raw.list(raw);
        return IntStream.range(0, fields.size() / FIELDS)
                .mapToObj(i -> read(fields.subList(i * FIELDS, (i + 1) * FIELDS)))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Empty for what is none: that must not keep a node from knowing the others. */
    private Optional<Revocation> read(List<?> fields) {
        String subject = Raw.text(fields.get(0));
        long until = Raw.number(fields.get(1));
        try {
            return Optional.of(
                    subject.startsWith("u")
                            ? new RevokeUser(new UserId(subject.substring(1)), Raw.number(fields.get(2)), until, null)
                            : new RevokeToken(subject.substring(Math.min(1, subject.length())), until, null));
        } catch (IllegalArgumentException e) {
            reports.malformed("revocations", e);
            return Optional.empty();
        }
    }
}
