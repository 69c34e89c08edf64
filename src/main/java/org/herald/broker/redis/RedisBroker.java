package org.herald.broker.redis;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.herald.broker.Broker;
import org.herald.broker.BrokerListener;
import org.herald.broker.ConnectionQuota;
import org.herald.broker.Control;
import org.herald.broker.Directory;
import org.herald.broker.Fanout;
import org.herald.broker.Memberships;
import org.herald.broker.MessageQuota;
import org.herald.broker.Presence;
import org.herald.broker.ReadMarks;
import org.herald.broker.Revocations;
import org.herald.broker.RoomLog;
import org.herald.hub.Interest;
import org.herald.hub.Refused;

/** The store of any number of nodes: one Redis, whatever happens to it and to the other nodes. */
public final class RedisBroker implements Broker {

    private static final Duration START = Duration.ofSeconds(10);
    private static final Duration ATTEMPT = Duration.ofMillis(20);
    private static final Duration GOODBYE = Duration.ofSeconds(1);

    /** How often everything is said again, so that nothing that is true ends with its lifetime in Redis. */
    private static final Duration REMINDER = Duration.ofMillis(PresenceStore.DAY / 3);

    private final RedisParts parts;
    private final Links links;
    private final Nodes nodes;
    private final Ports ports;
    private volatile boolean closed;

    /** Opens nothing yet. */
    public RedisBroker(RedisSettings settings, RedisParts parts) {
        this(settings, parts, Scripts.TIME);
    }

    /** @param time Lua for the time that Redis goes by */
    RedisBroker(RedisSettings settings, RedisParts parts, String time) {
        this.parts = parts;
        links = new Links(settings, parts, time);
        Store store = links.store();
        Stripes stripes = links.stripes();
        Identity identity = new Identity(settings.node());
        RedisPresence presence = new RedisPresence(store, identity, parts.timers());
        RedisConnectionQuota quota = new RedisConnectionQuota(store, identity, parts.timers());
        OwnChannel own = new OwnChannel(identity, store, links.reports(), new Inquiries(parts.timers()));
        Lease lease = new Lease(
                store,
                identity,
                settings.lease(),
                parts.timers(),
                parts.ticker(),
                () -> ViewCodec.encode(own.view().state()),
                this::sayAgain);
        Reaper reaper = new Reaper(store, quota, lease, parts.timers(), links.reports());
        RedisControl control = new RedisControl(
                lease, own, store, new RedisRevocations(store, parts, links.reports()), links.reports());
        RedisDirectory directory = new RedisDirectory(lease, own, store, links.reports());
        nodes = new Nodes(lease, reaper, quota, own, control, directory);
        ports = new Ports(
                new RedisRoomLog(store, stripes::seen, parts.ticker(), parts.listener()),
                new RedisFanout(store, nodes),
                new RedisInterest(stripes),
                presence,
                new RedisMemberships(store),
                new RedisReadMarks(store),
                quota,
                new RedisMessageQuota(store, parts.timers(), parts.ticker()));
    }

    /**
     * {@inheritDoc}
     *
     * <p>Waits until Redis was reached and a message published to it came back.
     */
    @Override
    public void start(BrokerListener listener) {
        links.probe().look();
        var metering = new FeedParts.Metering(parts.listener(), links.reports(), parts.clock(), parts.timers());
        links.start(stripe ->
                new FeedParts(stripe, ports.log, listener, links.store().keys(), metering));
        nodes.start(links.stripes().others(), listener);
        try {
            join();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
        ports.messages.start();
        remindLater();
    }

    @Override
    public RoomLog log() {
        return ports.log;
    }

    @Override
    public Fanout fanout() {
        return ports.fanout;
    }

    @Override
    public Interest interest() {
        return ports.interest;
    }

    @Override
    public Presence presence() {
        return ports.presence;
    }

    @Override
    public Memberships memberships() {
        return ports.memberships;
    }

    @Override
    public ReadMarks readMarks() {
        return ports.readMarks;
    }

    @Override
    public ConnectionQuota quota() {
        return ports.quota;
    }

    @Override
    public MessageQuota messages() {
        return ports.messages;
    }

    @Override
    public Control control() {
        return nodes.control();
    }

    @Override
    public Directory directory() {
        return nodes.directory();
    }

    @Override
    public Revocations revocations() {
        return nodes.control().revocations();
    }

    /** {@inheritDoc} It does while every connection stands. */
    @Override
    public boolean isUp() {
        return !closed && links.isUp();
    }

    @Override
    public void close() {
        if (!closed) {
            try {
                await(nodes.leave(), GOODBYE);
            } catch (Refused | TimeoutException e) {
                links.reports().note("Redis could not be told that this node stops: the others notice by its lease");
            }
            abandon();
        }
    }

    /** Stops without a word to the other nodes, as a node that dies. */
    void abandon() {
        closed = true;
        nodes.close();
        ports.presence.close();
        ports.quota.close();
        ports.messages.close();
        links.close();
    }

    /** How many rooms are subscribed and how many stays are kept. */
    int size() {
        return links.stripes().size() + ports.presence.size();
    }

    /** Of how many users this node remembers what they may publish. */
    int purses() {
        return ports.messages.size();
    }

    private void join() {
        long end = parts.ticker().getAsLong() + START.toNanos();
        try {
            while (!links.isUp()) {
                if (parts.ticker().getAsLong() - end > 0) {
                    throw links.probe().unusable("takes too few connections", null);
                }
                Thread.sleep(ATTEMPT.toMillis());
            }
            if (!await(nodes.join(), START)) {
                throw links.probe().unusable("does not bring back what is published to it", null);
            }
        } catch (Refused | TimeoutException e) {
            throw links.probe().unusable("does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw links.probe().unusable("was not waited for", e);
        }
    }

    private static <T> T await(CompletionStage<T> answer, Duration patience) throws TimeoutException {
        try {
            return answer.toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Call.unavailable();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Refused refused) {
                throw refused;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private void sayAgain() {
        ports.presence.sayAgain();
        ports.quota.takeAgain();
        nodes.control().revocations().sayAgain();
    }

    private void remindLater() {
        parts.timers().after(REMINDER, () -> {
            if (!closed) {
                sayAgain();
                remindLater();
            }
        });
    }

    private record Ports(
            RedisRoomLog log,
            RedisFanout fanout,
            RedisInterest interest,
            RedisPresence presence,
            RedisMemberships memberships,
            RedisReadMarks readMarks,
            RedisConnectionQuota quota,
            RedisMessageQuota messages) {}
}
