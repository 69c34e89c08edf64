package org.herald.broker.redis;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.herald.broker.BrokerListener;
import org.herald.broker.Control;
import org.herald.broker.ControlMessage;
import org.herald.broker.ControlMessage.CancelDrain;
import org.herald.broker.ControlMessage.Drain;
import org.herald.broker.ControlMessage.Revocation;
import redis.clients.jedis.Protocol.Command;

/**
 * Orders go over one channel that all nodes hear, and each answers on the channel of the node that gave it. That one
 * obeys as soon as the order is out, and ignores what comes back to it.
 */
final class RedisControl implements Control, Topic {

    private final Lease lease;
    private final OwnChannel own;
    private final Store store;
    private final RedisRevocations revocations;
    private final Reports reports;

    /** Null before the start. */
    private volatile BrokerListener here;

    RedisControl(Lease lease, OwnChannel own, Store store, RedisRevocations revocations, Reports reports) {
        this.lease = lease;
        this.own = own;
        this.store = store;
        this.revocations = revocations;
        this.reports = reports;
    }

    void start(BrokerListener node) {
        here = node;
        revocations.start(this::obey);
    }

    RedisRevocations revocations() {
        return revocations;
    }

    @Override
    public CompletionStage<Outcome> send(ControlMessage message) {
        if (!lease.isOn()) {
            return CompletableFuture.failedFuture(Call.unavailable());
        }
        Set<String> all =
                lease.others().stream().map(Identity::instanceOf).collect(Collectors.toCollection(HashSet::new));
        all.add(own.instance());
        AtomicBoolean out = new AtomicBoolean();
        return own.inquiries()
                .ask(
                        all,
                        number -> publish(new NodeMessage.Order(number, own.instance(), message))
                                .thenRun(() -> {
                                    out.set(true);
                                    own.inquiries()
                                            .answered(new NodeMessage.Answer(number, own.instance(), obey(message)));
                                }))
                .thenApply(answers -> {
                    if (!out.get()) {
                        throw Call.unavailable();
                    }
                    return new Outcome(answers.connections(), answers.silent());
                });
    }

    @Override
    public byte[] channel() {
        return store.keys().control();
    }

    /** Whatever was revoked while nothing was heard has to be looked up. */
    @Override
    public void subscribed() {
        revocations.lookout().now();
    }

    @Override
    public void interrupted() {}

    @Override
    public void ended() {}

    @Override
    public void message(byte[] payload) {
        NodeMessage message;
        try {
            message = NodeMessage.decode(payload);
        } catch (Malformed e) {
            reports.malformed("control", e);
            return;
        }
        if (message instanceof NodeMessage.Order order && !order.from().equals(own.instance())) {
            int connections = obey(order.message());
            own.tell(order.from(), new NodeMessage.Answer(order.number(), own.instance(), connections));
        }
    }

    private CompletionStage<Void> publish(NodeMessage.Order order) {
        byte[] encoded = NodeMessage.encode(order);
        return order.message() instanceof Revocation revocation
                ? revocations.keep(revocation, encoded)
                : store.node("nodes", Call::nothing, Command.PUBLISH, channel(), encoded);
    }

    private int obey(ControlMessage message) {
        if (message instanceof Revocation revocation) {
            revocations.add(revocation);
        }
        try {
            return here.obey(message);
        } catch (RuntimeException e) {
            reports.fault(e);
            return 0;
        } finally {
            if (message instanceof Drain || message instanceof CancelDrain) {
                lease.sayNow();
            }
        }
    }
}
